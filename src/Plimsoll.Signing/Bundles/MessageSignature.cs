namespace Plimsoll.Signing.Bundles;

/// <summary>A signature over bytes that are elsewhere, such as a manifest.</summary>
/// <param name="MessageDigest">Their hash, to find them by.</param>
/// <param name="Signature">The signature.</param>
internal sealed record MessageSignature(MessageDigest MessageDigest, ReadOnlyMemory<byte> Signature);
