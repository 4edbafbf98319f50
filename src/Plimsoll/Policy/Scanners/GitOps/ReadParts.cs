namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>The parts of a document that have been read: aliases lead to the same one many times.</summary>
internal sealed class ReadParts
{
    private readonly HashSet<(SourceNode Node, bool IsImage)> _parts = [];

    /// <summary>Whether the part is to be read, which is the case once.</summary>
    /// <param name="node">The part.</param>
    /// <param name="isImage">Whether it is read as that which stands where only an image would.</param>
    public bool Add(SourceNode node, bool isImage = false) => _parts.Add((node, isImage));
}
