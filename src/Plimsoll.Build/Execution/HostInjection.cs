using System.Reflection;
using Plimsoll.Build.CI;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Servers;

namespace Plimsoll.Build.Execution;

/// <summary>Sets the members with <see cref="CIAttribute"/> to the host of the run.</summary>
internal static class HostInjection
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <exception cref="BuildException">A member is of a type that no host is of (exit code 2).</exception>
    public static void Inject(PlimsollBuild build, Host host)
    {
        for (var type = build.GetType(); type is not null && type != typeof(PlimsollBuild); type = type.BaseType)
            foreach (var member in type.GetFields(Declared).Concat<MemberInfo>(type.GetProperties(Declared)).Where(m => m.IsDefined(typeof(CIAttribute))))
            {
                var wanted = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
                if (!typeof(Host).IsAssignableFrom(wanted) && wanted != typeof(IBuildServer))
                    throw BuildException.Usage(
                        $"[CI] is on {type.Name}.{member.Name}, which is a {wanted.Name} and not a host.",
                        $"Make it one of {string.Join(", ", HostKind.All.Where(k => k.Server != BuildServer.None).Select(k => k.Name))}.");
                MemberDiscovery.Set(member, build, wanted.IsInstanceOfType(host) ? host : null);
            }
    }
}
