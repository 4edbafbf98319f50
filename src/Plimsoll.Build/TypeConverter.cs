using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Plimsoll.Build;

/// <summary>
/// Reads an <see cref="Enumeration"/> from the text of one of its values, or from the name of the field that holds it, in any case.
/// </summary>
/// <typeparam name="T">The enumeration; its public static fields and properties of the same type are its values.</typeparam>
public sealed class TypeConverter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)] T> : TypeConverter
    where T : Enumeration
{
    private static readonly Lazy<IReadOnlyList<(string Name, T Value)>> Known = new(Find);

    /// <inheritdoc />
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <summary>Returns the value that a text means.</summary>
    /// <exception cref="FormatException">The text is none of the values.</exception>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
    {
        if (value is not string text)
            return base.ConvertFrom(context, culture, value);
        var known = Known.Value;
        return known.FirstOrDefault(k => Same(k.Value.ToString(), text)).Value ?? known.FirstOrDefault(k => Same(k.Name, text)).Value
            ?? throw new FormatException($"'{text}' is not a value of {typeof(T).Name}: it must be one of {string.Join(", ", known.Select(k => k.Value))}.");
    }

    /// <inheritdoc />
    public override bool GetStandardValuesSupported(ITypeDescriptorContext? context) => true;

    /// <summary>All values, in the order in which they are declared.</summary>
    public override StandardValuesCollection GetStandardValues(ITypeDescriptorContext? context) => new(Known.Value.Select(k => k.Value).Distinct().ToArray());

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static List<(string Name, T Value)> Find()
    {
        const BindingFlags values = BindingFlags.Public | BindingFlags.Static;
        return
        [
            .. typeof(T).GetFields(values).Where(f => f.FieldType == typeof(T)).Select(f => (f.Name, f.GetValue(null) as T))
                .Concat(typeof(T).GetProperties(values).Where(p => p.PropertyType == typeof(T)).Select(p => (p.Name, p.GetValue(null) as T)))
                .Where(v => v.Item2 is not null).Select(v => (v.Name, v.Item2!)),
        ];
    }
}
