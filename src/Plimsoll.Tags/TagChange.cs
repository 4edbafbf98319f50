using Plimsoll.Oci.Images;

namespace Plimsoll.Tags;

/// <summary>One tag of a plan or receipt: before → after.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Before">The digest that it points to in the registry, or <c>null</c> if it does not exist.</param>
/// <param name="After">The digest that it points to after the change.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">The reason for <see cref="TagAction.Keep"/> and <see cref="TagAction.Refuse"/>.</param>
public sealed record TagChange(Tag Tag, Digest? Before, Digest After, TagAction Action, string? Reason = null)
{
    /// <summary>Whether the tag is written.</summary>
    public bool IsWrite => Action is TagAction.Create or TagAction.Move;
}
