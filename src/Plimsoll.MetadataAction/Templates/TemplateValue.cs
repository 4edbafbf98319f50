using System.Globalization;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>
/// The values of a template: text, numbers (<see cref="double"/>), truth values, lists, objects, functions, and
/// <c>null</c> for what there is not.
/// </summary>
internal static class TemplateValue
{
    /// <summary>A property of a value; only what is its own, nothing inherited.</summary>
    public static object? Property(object? value, string name) => value switch
    {
        TemplateObject members => members.GetValueOrDefault(name),
        IReadOnlyList<object?> items when name == "length" => (double)items.Count,
        IReadOnlyList<object?> items => Index(name) is { } index && index < items.Count ? items[index] : null,
        string text when name == "length" => (double)text.Length,
        string text => Index(name) is { } index && index < text.Length ? text[index].ToString() : null,
        TemplateFunction function => name switch { "name" => function.Name, "length" => (double)function.Arity, _ => null },
        _ => null,
    };

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        double number => number != 0 && !double.IsNaN(number),
        _ => true,
    };

    /// <summary>What <c>if</c> takes for nothing: as above, and an empty list, but not zero.</summary>
    public static bool IsEmpty(object? value) => value is not 0.0 && (!IsTrue(value) || value is IReadOnlyList<object?> { Count: 0 });

    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => JavaScriptText.Text(number),
        IReadOnlyList<object?> items => string.Join(',', items.Select(Text)),
        TemplateFunction function => throw PlimsollException.Usage($"{function.Name} is a function, not text."),
        _ => value.ToString() ?? "",
    };

    private static int? Index(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == name ? index : null;
}
