namespace Plimsoll.Build.Parameters;

/// <summary>
/// Which types a parameter may have: those that are read from one text, lists and dictionaries of readable types, and objects
/// of the build's own types, which are read from JSON.
/// </summary>
internal static class ValueShape
{
    public static bool CanRead(Type type) => CanRead(type, []);

    /// <summary>Whether a value is one text: a string, number, path, enumeration, or anything that reads itself.</summary>
    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(bool) || type == typeof(AbsolutePath) || Solution.IsType(type) || type.IsEnum
            || IsParsable(type) || ValueConverter.Exists(type);
    }

    /// <summary>Whether a value may have paths in it, so that its text does not mean the same everywhere.</summary>
    public static bool HasPaths(Type type)
    {
        type = GetElementType(type) ?? type;
        return type == typeof(AbsolutePath) || type == typeof(Solution) || !IsScalar(type);
    }

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GenericTypeArguments[0] == type);

    /// <summary>The type of the items of an array or list, or <c>null</c> for other types.</summary>
    public static Type? GetElementType(Type type)
    {
        if (type.IsArray)
            return type.GetArrayRank() == 1 ? type.GetElementType() : null;
        if (!type.IsGenericType || type.GenericTypeArguments is not [var item])
            return null;
        return type.GetGenericTypeDefinition() == typeof(List<>) || (type.IsInterface && type.IsAssignableFrom(item.MakeArrayType())) ? item : null;
    }

    /// <summary>The type of the values of a dictionary with texts as keys, or <c>null</c> for other types.</summary>
    public static Type? GetDictionaryValueType(Type type)
    {
        if (!type.IsGenericType || type.GenericTypeArguments is not [var key, var value] || key != typeof(string))
            return null;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Dictionary<,>) || definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) ? value : null;
    }

    private static bool CanRead(Type type, HashSet<Type> seen)
    {
        if (IsScalar(type))
            return true;
        if ((GetElementType(type) ?? GetDictionaryValueType(type)) is { } content)
            return CanRead(content, seen);
        type = Nullable.GetUnderlyingType(type) ?? type;

        // A type that contains itself, such as a tree, is as readable as the rest of it.
        return !seen.Add(type) || (ObjectShape.TryCreate(type) is { } shape && shape.Members.All(m => CanRead(m.Type, seen)));
    }
}
