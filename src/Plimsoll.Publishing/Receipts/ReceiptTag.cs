using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Receipts;

/// <summary>One tag of a receipt.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Strategy">The strategy that derived it.</param>
/// <param name="Mutability">Whether it may move.</param>
/// <param name="Action">What was done.</param>
/// <param name="Before">What it named before, or <c>null</c>.</param>
/// <param name="After">What it names now.</param>
public sealed record ReceiptTag(string Tag, string Strategy, Mutability Mutability, TagAction Action, Digest? Before, Digest After);
