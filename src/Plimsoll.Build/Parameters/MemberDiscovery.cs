using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>The fields and properties of a build that may get values from outside: of its class, its base classes and its components.</summary>
internal static class MemberDiscovery
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Finds them, those of the class first.</summary>
    public static IEnumerable<MemberInfo> Find(Type build)
    {
        var own = new List<MemberInfo>();
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType)
            own.AddRange(type.GetFields(Declared).Concat<MemberInfo>(type.GetProperties(Declared)));
        return own.Concat(build.GetInterfaces().OrderBy(i => i.FullName, StringComparer.Ordinal).SelectMany(i => i.GetProperties(Declared)));
    }

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>Whether a static member can be set: the runtime writes static fields without a setter only once.</summary>
    public static bool CanSet(MemberInfo member) => member switch
    {
        FieldInfo { IsStatic: true } field => !field.IsInitOnly && !field.IsLiteral,
        PropertyInfo { GetMethod.IsStatic: true } property => property.SetMethod is not null,
        _ => true,
    };

    /// <summary>Writes a field or property, also one without a setter; a property of a component reads its own.</summary>
    public static void Set(MemberInfo member, object build, object? value)
    {
        if (member is FieldInfo field)
            field.SetValue(build, value);
        else if (member is PropertyInfo { SetMethod: not null } property && !property.DeclaringType!.IsInterface)
            property.SetValue(build, value);
        else if (member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic) is { } backing)
            backing.SetValue(build, value);
    }
}
