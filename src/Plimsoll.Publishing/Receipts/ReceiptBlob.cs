using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Receipts;

/// <summary>One blob of a receipt.</summary>
/// <param name="Digest">The blob.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Retries">How many attempts were made anew for it; 0 where it went well at once, and on the engine's way, which does not tell.</param>
public sealed record ReceiptBlob(Digest Digest, long Size, BlobOutcome Outcome, int Retries = 0);
