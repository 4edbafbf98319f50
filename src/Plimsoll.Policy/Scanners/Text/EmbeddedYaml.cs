namespace Plimsoll.Policy.Scanners.Text;

/// <summary>YAML that stands as text in a scalar of another document.</summary>
/// <param name="Root">What it holds.</param>
/// <param name="IsInPlace">Whether the offsets of its scalars are those of the file; else only the whole text has a place.</param>
internal sealed record EmbeddedYaml(SourceNode Root, bool IsInPlace)
{
    /// <summary>Reads it, or <c>null</c> where it cannot be read.</summary>
    public static EmbeddedYaml? Read(SourceScalar scalar, SourceText source)
    {
        // The lines of a literal block are YAML with their indentation too, and keep their places.
        var lineStart = scalar.Start == 0 ? 0 : source.Text.LastIndexOf('\n', scalar.Start - 1) + 1;
        var raw = source.Text[lineStart..scalar.End];
        var isInPlace = source.Text.AsSpan(lineStart, scalar.Start - lineStart).IsWhiteSpace() && IsLiteral(raw, scalar.Start - lineStart, scalar.Value);
        var content = isInPlace ? YamlReader.Read(raw, CancellationToken.None, lineStart) : YamlReader.Read(scalar.Value, CancellationToken.None);
        return content.Documents.Count > 0 ? new EmbeddedYaml(content.Documents[0], isInPlace) : null;
    }

    /// <summary>Whether the lines without their indentation are the value.</summary>
    private static bool IsLiteral(string raw, int indent, string value)
    {
        var rest = value.AsSpan().Trim('\n');
        foreach (var line in raw.AsSpan().TrimEnd().EnumerateLines())
        {
            var content = line.Length <= indent ? default : line[indent..];
            if (!rest.StartsWith(content) || !line[..Math.Min(indent, line.Length)].IsWhiteSpace())
                return false;

            rest = rest[content.Length..];
            if (rest.Length > 0 && rest[0] != '\n')
                return false;
            if (rest.Length > 0)
                rest = rest[1..];
        }

        return rest.IsWhiteSpace();
    }
}
