using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>The functions whose result follows from their arguments.</summary>
internal static class DeclarationFunctions
{
    /// <summary>The result of a call, or <paramref name="call"/> as it is written.</summary>
    public static SourceNode Result(string name, List<SourceNode> arguments, SourceScalar call) => name switch
    {
        "jsonencode" or "yamlencode" or "jsondecode" or "yamldecode" or "tostring" or "tolist" or "toset" or "tomap" or "trimspace" or "sensitive" or "nonsensitive" when arguments.Count == 1 => arguments[0],
        "coalesce" or "try" when arguments.Count > 0 => new SourceAlternatives(arguments),
        "concat" => Concatenated(arguments),
        "merge" => Merged(arguments),
        "format" when arguments is [SourceScalar text, ..] => Formatted(text.Value, arguments, call),
        "join" when arguments is [SourceScalar separator, SourceSequence parts] => Made(string.Join(separator.Value, parts.Items.Select(Text)), call),
        _ => call,
    };

    /// <summary>The same of Bicep and the resource manager.</summary>
    public static SourceNode ResultInBicep(string name, List<SourceNode> arguments, SourceScalar call) => name.ToUpperInvariant() switch
    {
        "STRING" or "JSON" or "ARRAY" or "TRIM" when arguments.Count == 1 => arguments[0],
        "COALESCE" when arguments.Count > 0 => new SourceAlternatives(arguments),
        "CONCAT" when arguments.TrueForAll(argument => argument is SourceScalar) => Made(string.Concat(arguments.Select(Text)), call),
        "CONCAT" => Concatenated(arguments),
        "UNION" => Merged(arguments),
        "FORMAT" when arguments is [SourceScalar text, ..] => Numbered(text.Value, arguments, call),
        "JOIN" when arguments is [SourceSequence parts, SourceScalar separator] => Made(string.Join(separator.Value, parts.Items.Select(Text)), call),
        _ => call,
    };

    private static SourceSequence Concatenated(List<SourceNode> lists)
    {
        var result = new SourceSequence();
        foreach (var list in lists)
            result.Items.AddRange(list is SourceSequence sequence ? sequence.Items : [list]);
        return result;
    }

    private static SourceMapping Merged(List<SourceNode> mappings)
    {
        var result = new SourceMapping();
        foreach (var mapping in mappings.OfType<SourceMapping>())
            result.Entries.AddRange(mapping.Entries);
        return result;
    }

    private static SourceScalar Formatted(string format, List<SourceNode> arguments, SourceScalar call)
    {
        var text = new StringBuilder();
        var next = 1;
        for (var i = 0; i < format.Length; i++)
        {
            var verb = i + 1 < format.Length ? format[i + 1] : '\0';
            if (format[i] != '%' || verb == '{')
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            if (verb == '%')
                text.Append('%');
            else if ((verb is 's' or 'v' or 'd') && next < arguments.Count)
                text.Append(Text(arguments[next++]));
            else
                return call;
        }

        return Made(text.ToString(), call);
    }

    /// <summary>The text with <c>{0}</c> replaced by the argument behind it, and so on.</summary>
    private static SourceScalar Numbered(string format, List<SourceNode> arguments, SourceScalar call)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is not ('{' or '}'))
            {
                text.Append(format[i]);
                continue;
            }

            var close = format.IndexOf('}', i);
            if (close < 0 || !int.TryParse(format.AsSpan(i + 1, Math.Max(0, close - i - 1)), out var index) || index < 0 || index >= arguments.Count - 1)
                return call;
            text.Append(Text(arguments[index + 1]));
            i = close;
        }

        return Made(text.ToString(), call);
    }

    private static string Text(SourceNode node) => node is SourceScalar scalar ? scalar.Value : DeclarationTemplate.Unknown;

    private static SourceScalar Made(string text, SourceScalar call) => new(text, isPlain: false, call.Start, call.End);
}
