namespace Plimsoll.Signing.Bundles;

/// <summary>What tells when a signature was made.</summary>
/// <param name="Rfc3161Timestamps">Timestamps of authorities.</param>
internal sealed record TimestampVerificationData(IReadOnlyList<SignedTimestamp>? Rfc3161Timestamps = null);
