using System.ComponentModel;

namespace Plimsoll.Build.Parameters;

/// <summary>
/// Types that bring a <see cref="TypeConverter"/> from text. What its <see cref="TypeConverter.GetStandardValues()"/> lists are the values
/// that the help and the schema show, as for an enumeration.
/// </summary>
internal static class ValueConverter
{
    /// <summary>The converter of a type that names one, or <c>null</c>.</summary>
    public static TypeConverter? Find(Type type) =>
        type.IsDefined(typeof(TypeConverterAttribute), inherit: true) && TypeDescriptor.GetConverter(type) is var converter && converter.CanConvertFrom(typeof(string))
            ? converter
            : null;

    /// <summary>The texts of all values of the type, or none where they are not listed.</summary>
    public static IReadOnlyList<string> GetChoices(TypeConverter converter) => converter.GetStandardValuesSupported()
        ? [.. converter.GetStandardValues()?.Cast<object>().Select(v => converter.ConvertToInvariantString(v) ?? "") ?? []]
        : [];

    /// <summary>Converts a text; <c>null</c> where the converter refuses it, by whatever exception.</summary>
    public static object? Convert(TypeConverter converter, string text)
    {
        // The spelling of a listed value is that of the list: a name's case and dashes do not matter anywhere.
        text = GetChoices(converter).FirstOrDefault(c => ParameterName.GetKey(c) == ParameterName.GetKey(text)) ?? text;
        try
        {
            return converter.ConvertFromInvariantString(text);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A number's converter wraps what it throws in a plain Exception.
            return null;
        }
    }
}
