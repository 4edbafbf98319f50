using Plimsoll.Oci.Images;

namespace Plimsoll.Tags;

/// <summary>One tag of a plan or receipt: before → after.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Before">What it names in the registry, or <c>null</c> where it does not exist.</param>
/// <param name="After">What it names once the change is made.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why, where the action needs one: for <see cref="TagAction.Keep"/> and <see cref="TagAction.Refuse"/>.</param>
public sealed record TagChange(Tag Tag, Digest? Before, Digest After, TagAction Action, string? Reason = null)
{
    /// <summary>Whether the tag is written.</summary>
    public bool IsWrite => Action is TagAction.Create or TagAction.Move;
}
