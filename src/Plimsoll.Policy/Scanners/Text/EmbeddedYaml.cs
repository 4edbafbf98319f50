namespace Plimsoll.Policy.Scanners.Text;

/// <summary>YAML or JSON that stands as text in a scalar of another document.</summary>
/// <param name="Documents">What it holds, up to the first error.</param>
/// <param name="IsInPlace">Whether the offsets of its scalars are their own; else each has that of the whole text, which has escapes or folded lines.</param>
internal sealed record EmbeddedYaml(IReadOnlyList<SourceNode> Documents, bool IsInPlace)
{
    /// <summary>Reads it.</summary>
    /// <param name="scalar">The text.</param>
    /// <param name="source">The file that it is in.</param>
    /// <param name="name">The name that the text would have as a file; comments are left out of JSON.</param>
    public static EmbeddedYaml Read(SourceScalar scalar, SourceText source, string name = "")
    {
        var offsets = ScalarOffsets.Find(source.Text, scalar);
        var whole = new TextRange(scalar.Start, scalar.End);
        var content = YamlReader.Read(JsonComments.Without(scalar.Value, name), CancellationToken.None);
        return new EmbeddedYaml([.. content.Documents.Select(document => MovedNodes.Move(document, (start, end) => offsets is null ? whole : Place(offsets, start, end, whole)))], offsets is not null);
    }

    private static TextRange Place(int[] offsets, int start, int end, TextRange whole)
    {
        if (offsets.Length == 0)
            return whole;

        // What ends a document may lie behind its last character.
        start = Math.Clamp(start, 0, offsets.Length);
        end = Math.Clamp(end, start, offsets.Length);
        var first = start < offsets.Length ? offsets[start] : offsets[^1] + 1;
        return new TextRange(first, end > start ? offsets[end - 1] + 1 : first);
    }
}
