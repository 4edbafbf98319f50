using System.Reflection;
using Plimsoll.Build.CI;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Servers;

namespace Plimsoll.Build.Execution;

/// <summary>Sets the members with <see cref="CIAttribute"/> to the host of the run.</summary>
internal static class HostInjection
{
    /// <exception cref="BuildException">A member is of a type that no host is of (exit code 2).</exception>
    public static void Inject(PlimsollBuild build, Host host)
    {
        // A property of a component reads its own.
        foreach (var member in MemberDiscovery.Find(build.GetType()).Where(m => m.IsDefined(typeof(CIAttribute)) && !m.DeclaringType!.IsInterface))
        {
            var wanted = MemberDiscovery.TypeOf(member);
            if (!typeof(Host).IsAssignableFrom(wanted) && wanted != typeof(IBuildServer))
                throw BuildException.Usage(
                    $"[CI] is on {member.DeclaringType!.Name}.{member.Name}, which is a {wanted.Name} and not a host.",
                    $"Make it one of {string.Join(", ", HostKind.All.Where(k => k.Server != BuildServer.None).Select(k => k.Name))}.");
            MemberDiscovery.Set(member, build, wanted.IsInstanceOfType(host) ? host : null);
        }
    }
}
