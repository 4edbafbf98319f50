using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>Reads a parameter's value from text.</summary>
internal static class ValueReader
{
    private static readonly MethodInfo ParseMethod =
        typeof(ValueReader).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static bool CanRead(Type type) => IsScalar(GetElementType(type) ?? type);

    /// <summary>The type of an array's items, or <c>null</c> for other types.</summary>
    public static Type? GetElementType(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        return type.IsGenericType && type.IsInterface && type.IsAssignableFrom(type.GenericTypeArguments[0].MakeArrayType())
            ? type.GenericTypeArguments[0]
            : null;
    }

    /// <summary>Reads one value.</summary>
    /// <returns>Whether the text is a value of the type.</returns>
    public static bool TryRead(string text, Type type, AbsolutePath directory, [NotNullWhen(true)] out object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        value = null;
        if (type == typeof(string))
            value = text;
        else if (type == typeof(bool))
            value = ReadSwitch(text);
        else if (type == typeof(AbsolutePath))
            value = text.Length > 0 ? AbsolutePath.Create(text, directory) : null;
        else if (type.IsEnum)
            value = ReadEnum(text, type);
        else
            value = ReadParsable(text, type);
        return value is not null;
    }

    /// <summary>What a value of the type looks like, for a message.</summary>
    public static string DescribeExpected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool))
            return "true or false";
        if (type.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(type));
        if (type == typeof(AbsolutePath))
            return "a path";
        return type.IsPrimitive || type == typeof(decimal) ? $"a number ({type.Name})" : $"a {type.Name}";
    }

    private static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(bool) || type == typeof(AbsolutePath) || type.IsEnum || IsParsable(type);
    }

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GenericTypeArguments[0] == type);

    private static object? ReadSwitch(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    private static object? ReadEnum(string text, Type type) =>
        Enum.GetNames(type).FirstOrDefault(n => ParameterName.GetKey(n) == ParameterName.GetKey(text)) is { } name ? Enum.Parse(type, name) : null;

    private static object? ReadParsable(string text, Type type) => ParseMethod.MakeGenericMethod(type).Invoke(null, [text]);

    private static object? Parse<T>(string text) where T : IParsable<T>
    {
        try
        {
            return T.TryParse(text, null, out var value) ? value : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
