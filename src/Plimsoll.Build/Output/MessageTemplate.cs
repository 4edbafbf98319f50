using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Plimsoll.Build.Output;

/// <summary>
/// A text with placeholders that arguments fill in order: <c>{Name}</c>, <c>{Name,10}</c> for a width, <c>{Name:N0}</c> for a format of .NET,
/// <c>{@Name}</c> for the properties of an object, <c>{$Name}</c> for its text. Braces are doubled to stand for themselves.
/// </summary>
internal static class MessageTemplate
{
    /// <summary>How deep properties of properties are shown.</summary>
    private const int MaximumDepth = 5;

    /// <summary>Fills the placeholders. Without arguments the text is returned unchanged; a placeholder without an argument stays.</summary>
    public static string Render(string template, object?[] arguments)
    {
        if (arguments.Length == 0)
            return template;
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var doubled = i + 1 < template.Length && template[i + 1] == template[i];
            var end = template[i] == '{' && !doubled ? template.IndexOf('}', i) : -1;
            if (end > i && next < arguments.Length)
            {
                text.Append(Fill(template.AsSpan(i + 1, end - i - 1), arguments[next++]));
                i = end;
            }
            else
            {
                text.Append(template[i]);
                if (doubled && template[i] is '{' or '}')
                    i++;
            }
        }

        return text.ToString();
    }

    private static string Fill(ReadOnlySpan<char> placeholder, object? value)
    {
        var colon = placeholder.IndexOf(':');
        var format = colon < 0 ? null : placeholder[(colon + 1)..].ToString();
        var name = colon < 0 ? placeholder : placeholder[..colon];
        var comma = name.IndexOf(',');
        var width = comma >= 0 && int.TryParse(name[(comma + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) && given is > -1000 and < 1000 ? given : 0;
        var shown = name.StartsWith("@") ? Structure(value, 0) : name.StartsWith("$") ? value?.ToString() ?? "" : Text(value, format);
        return width < 0 ? shown.PadRight(-width) : shown.PadLeft(width);
    }

    private static string Text(object? value, string? format) => value switch
    {
        null => "",
        string text => text,

        // A path formats its quotes; l, for text without quotes, is of templates and not of values.
        IFormattable formattable => Formatted(formattable, format is "l" or "j" ? null : format),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(i => Text(i, format)))}]",
        _ => value.ToString() ?? "",
    };

    private static string Formatted(IFormattable value, string? format)
    {
        try
        {
            return value.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            // A log line must not end a build.
            return value.ToString(null, CultureInfo.InvariantCulture);
        }
    }

    private static string Structure(object? value, int depth)
    {
        if (value is null)
            return "null";
        if (value is string or IFormattable || value.GetType().IsPrimitive || value.GetType().IsEnum || depth > MaximumDepth)
            return Text(value, null);
        if (value is IDictionary pairs)
            return $"{{ {string.Join(", ", pairs.Keys.Cast<object>().Select(k => $"{k}: {Structure(pairs[k], depth + 1)}"))} }}";
        if (value is IEnumerable items)
            return $"[{string.Join(", ", items.Cast<object?>().Select(i => Structure(i, depth + 1)))}]";
        var properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is not null && p.GetIndexParameters().Length == 0).ToList();
        return properties.Count == 0
            ? value.ToString() ?? ""
            : $"{{ {string.Join(", ", properties.Select(p => $"{p.Name}: {Structure(Read(p, value), depth + 1)}"))} }}";
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException exception)
        {
            return $"({exception.InnerException!.GetType().Name})";
        }
    }
}
