using System.ComponentModel;

namespace Plimsoll.Build.Parameters;

/// <summary>
/// Types that bring a <see cref="TypeConverter"/> from text. What its <see cref="TypeConverter.GetStandardValues()"/> lists are the values
/// that the help and the schema show, as for an enumeration.
/// </summary>
internal static class ValueConverter
{
    /// <summary>Types that the framework has a converter for, and that do not name it.</summary>
    private static readonly Type[] OfFramework = [typeof(Uri), typeof(Version)];

    /// <summary>Whether a type has a converter from text. What the framework needs for that is loaded for such types only.</summary>
    public static bool Exists(Type type) => !type.IsPrimitive && (OfFramework.Contains(type) || type.IsDefined(typeof(TypeConverterAttribute), inherit: true)) && CanConvert(type);

    /// <summary>The texts of all values of a type with a converter, or none where they are not listed.</summary>
    public static IReadOnlyList<string> GetChoices(Type type)
    {
        var converter = TypeDescriptor.GetConverter(type);
        return converter.GetStandardValuesSupported()
            ? [.. converter.GetStandardValues()?.Cast<object>().Select(v => converter.ConvertToInvariantString(v) ?? "") ?? []]
            : [];
    }

    /// <summary>Converts a text to a type with a converter; <c>null</c> where the converter refuses it, by whatever exception.</summary>
    public static object? Convert(Type type, string text)
    {
        // The spelling of a listed value is that of the list: a name's case and dashes do not matter anywhere.
        text = GetChoices(type).FirstOrDefault(c => ParameterName.GetKey(c) == ParameterName.GetKey(text)) ?? text;
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is { } value && type.IsInstanceOfType(value) ? value : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A number's converter wraps what it throws in a plain Exception.
            return null;
        }
    }

    private static bool CanConvert(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));
}
