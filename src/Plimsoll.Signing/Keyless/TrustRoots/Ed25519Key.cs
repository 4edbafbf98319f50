using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>An Ed25519 public key, which .NET does not verify with.</summary>
/// <param name="point">The key: 32 bytes.</param>
internal sealed class Ed25519Key(byte[] point)
{
    /// <summary>What the 32 bytes of a key follow in DER (RFC 8410).</summary>
    private static ReadOnlySpan<byte> Prefix => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Point => point;

    /// <summary>Reads a key in DER.</summary>
    /// <returns><c>null</c> where it is another kind of key.</returns>
    public static Ed25519Key? TryRead(ReadOnlySpan<byte> der) =>
        der.Length == Prefix.Length + Ed25519.PublicKeySize && der.StartsWith(Prefix) && Ed25519.ValidatePublicKeyFull(der[Prefix.Length..].ToArray(), 0)
            ? new Ed25519Key(der[Prefix.Length..].ToArray())
            : null;

    /// <summary>Whether a signature is by this key.</summary>
    public bool Verifies(byte[] data, byte[] signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, 0, point, 0, data, 0, data.Length);
}
