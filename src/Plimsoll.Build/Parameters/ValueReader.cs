using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>Reads one value from text: see <see cref="ValueShape.IsScalar"/>.</summary>
internal static class ValueReader
{
    private static readonly MethodInfo ParseMethod =
        typeof(ValueReader).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!;

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
            value = ReadPath(text, directory);
        else if (Solution.IsType(type))
            value = ReadPath(text.Replace('\\', '/'), directory) is { } path ? Solution.Create(type, () => path) : null; // Files are shared with Windows.
        else if (type.IsEnum)
            value = ReadEnum(text, type);
        else if (ValueConverter.Exists(type))
            value = ValueConverter.Convert(type, text);
        else
            value = ParseMethod.MakeGenericMethod(type).Invoke(null, [text]);
        return value is not null;
    }

    /// <summary>What a value of the type looks like, for a message.</summary>
    public static string DescribeExpected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool))
            return "true or false";
        if (GetChoices(type) is { Count: > 0 } choices)
            return "one of " + string.Join(", ", choices);
        if (type == typeof(AbsolutePath))
            return "a path";
        if (Solution.IsType(type))
            return "the path of a solution";
        return type.IsPrimitive || type == typeof(decimal) ? $"a number ({type.Name})" : $"a {type.Name}";
    }

    /// <summary>The names of all values of the type, where it has only some; else none.</summary>
    public static IReadOnlyList<string> GetChoices(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.GetNames(type);
        return type != typeof(string) && ValueConverter.Exists(type) ? ValueConverter.GetChoices(type) : [];
    }

    private static AbsolutePath? ReadPath(string text, AbsolutePath directory) =>
        text.Length > 0 && !text.Contains('\0') ? AbsolutePath.Create(text, directory) : null;

    private static object? ReadSwitch(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    private static object? ReadEnum(string text, Type type) =>
        Enum.GetNames(type).FirstOrDefault(n => ParameterName.GetKey(n) == ParameterName.GetKey(text)) is { } name ? Enum.Parse(type, name) : null;

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
