using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Planning;

/// <summary>One tag of a plan.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Strategy">The strategy that derived it.</param>
/// <param name="Mutability">Whether it may move.</param>
/// <param name="Action">What would be done.</param>
/// <param name="Before">What it names now, or <c>null</c>.</param>
/// <param name="After">What it would name; for <see cref="TagAction.Refuse"/> what it must not come to name.</param>
/// <param name="Reason">Why it is kept or refused, else <c>null</c>.</param>
public sealed record PlannedTag(string Tag, string Strategy, Mutability Mutability, TagAction Action, Digest? Before, Digest After, string? Reason);
