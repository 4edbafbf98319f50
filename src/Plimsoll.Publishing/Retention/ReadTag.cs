using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>What the text of a tag says.</summary>
/// <param name="Kind">One of <see cref="TagKind"/>.</param>
/// <param name="Group">Tags of one kind are counted by group: those with the same prefix and suffix are of one variant of the image.</param>
/// <param name="Text">The text without prefix and suffix.</param>
internal sealed record ReadTag(string Kind, string Group = "", string Text = "")
{
    /// <summary>Of a <see cref="TagKind.Referrer"/> the image that it is about; else <c>null</c>.</summary>
    public Digest? Subject { get; init; }
}
