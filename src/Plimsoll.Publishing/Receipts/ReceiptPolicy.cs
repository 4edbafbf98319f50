using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>The policy of a receipt.</summary>
/// <param name="Name">The profile that was in force: <c>tag</c>, <c>floating</c> or <c>digest</c>.</param>
/// <param name="Hash">Its <see cref="PolicyHash"/>: two receipts with the same one were judged by the same rules.</param>
public sealed record ReceiptPolicy(string Name, Digest Hash);
