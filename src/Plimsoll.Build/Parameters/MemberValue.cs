using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>Writes a value into a field or property of a build from outside: also where it is <c>readonly</c> or has no setter.</summary>
internal static class MemberValue
{
    /// <summary>Writes it; a property of a component, and one with a body, reads its own.</summary>
    public static void Set(object build, MemberInfo member, object? value)
    {
        if (member is FieldInfo field)
            field.SetValue(build, value);
        else if (member is PropertyInfo { SetMethod: not null } property && !property.DeclaringType!.IsInterface)
            property.SetValue(build, value);
        else if (member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic) is { } backing)
            backing.SetValue(build, value);
    }
}
