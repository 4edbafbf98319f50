using System.Reflection;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Execution;

/// <summary>Gives fields and properties of a build their tools.</summary>
internal static class ToolInjection
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Sets every member that has an attribute for a tool.</summary>
    /// <exception cref="BuildException">A member is not a <see cref="Tool"/>, or cannot be set (exit code 2).</exception>
    public static void Apply(object build)
    {
        for (var type = build.GetType(); type is not null && type != typeof(PlimsollBuild); type = type.BaseType)
            foreach (var member in type.GetMembers(Declared))
                if (member.GetCustomAttribute<ToolInjectionAttributeBase>() is { } attribute)
                    Set(build, member, attribute.GetTool(member.Name));
    }

    private static void Set(object build, MemberInfo member, Tool tool)
    {
        var field = member as FieldInfo ?? member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", Declared);
        var (type, property) = member is PropertyInfo found ? (found.PropertyType, found) : (field!.FieldType, null);
        if (type != typeof(Tool))
            throw BuildException.Usage($"{member.DeclaringType!.Name}.{member.Name} has an attribute for a tool, but is a {type.Name}.", $"Declare it as 'readonly Tool {member.Name};'.");
        if (property?.SetMethod is { } setter)
            setter.Invoke(build, [tool]);
        else if (field is { } target && !(target.IsStatic && target.IsInitOnly))
            target.SetValue(build, tool);
        else
            throw BuildException.Usage($"{member.DeclaringType!.Name}.{member.Name} has an attribute for a tool, but cannot be set.", $"Declare it as 'readonly Tool {member.Name};'.");
    }
}
