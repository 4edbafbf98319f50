using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>JSON or YAML that stands as text in a text of HCL, its placeholders included.</summary>
internal static class EmbeddedJson
{
    /// <summary>What it holds, with the places of the file; <c>null</c> where it cannot be read.</summary>
    public static SourceNode? Read(SourceScalar scalar, SourceText source)
    {
        if (scalar.Tag == DeclarationReader.HeredocTag)
        {
            // Its lines are YAML with their indentation too.
            var start = scalar.Start == 0 ? 0 : source.Text.LastIndexOf('\n', scalar.Start - 1) + 1;
            return Parse(source.Text[start..scalar.End], start);
        }

        var offsets = new List<int>(scalar.End - scalar.Start);
        var value = DeclarationCursor.Decode(source.Text, scalar.Start, scalar.End, offsets);
        offsets.Add(scalar.End);
        return Parse(value, 0) is { } node ? MovedNodes.Move(node, (start, end) => new TextRange(offsets[Math.Clamp(start, 0, offsets.Count - 1)], offsets[Math.Clamp(end, 0, offsets.Count - 1)])) : null;
    }

    private static SourceNode? Parse(string text, int offset)
    {
        var masked = WithoutPlaceholders(text);
        if (YamlReader.Read(masked, CancellationToken.None, offset).Documents is not [var document, ..])
            return null;

        return ReferenceEquals(masked, text) ? document : MovedNodes.Move(document, static (start, end) => new TextRange(start, end), Unmasked);

        string Unmasked(SourceScalar scalar) =>
            scalar.IsPlain && scalar.End - scalar.Start == scalar.Value.Length && masked.AsSpan(scalar.Start - offset, scalar.Value.Length).SequenceEqual(scalar.Value)
                ? text[(scalar.Start - offset)..(scalar.End - offset)]
                : scalar.Value;
    }

    /// <summary>A placeholder outside of quotes, a number mostly, would be no JSON; its length stays.</summary>
    private static string WithoutPlaceholders(string text)
    {
        char[]? masked = null;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == '"')
            {
                for (i++; i < text.Length && text[i] is not ('"' or '\n'); i++)
                    i += text[i] == '\\' ? 1 : 0;
            }
            else if (text[i] is '$' or '%' && text[i + 1] == '{')
            {
                var end = DeclarationCursor.TemplateEnd(text, i + 2, text.Length);
                masked ??= text.ToCharArray();
                for (; i < end; i++)
                    masked[i] = masked[i] is '\r' or '\n' ? ' ' : '0';
                i--;
            }
        }

        return masked is null ? text : new string(masked);
    }
}
