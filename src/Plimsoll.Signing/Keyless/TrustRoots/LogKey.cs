using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>The key that a log signs with: ECDSA or RSA, or Ed25519 as Rekor 2 has.</summary>
internal sealed class LogKey
{
    /// <summary>What signed notes put before an Ed25519 key to name it (C2SP, signed-note).</summary>
    private const byte NoteEd25519 = 1;

    /// <summary>What they put before an algorithm that they have no number for.</summary>
    private const byte NoteOther = 0xff;

    private readonly PublicKey? _key;
    private readonly Ed25519Key? _ed25519;

    private LogKey(PublicKey? key, Ed25519Key? ed25519)
    {
        _key = key;
        _ed25519 = ed25519;
    }

    /// <summary>Reads a key in DER.</summary>
    /// <param name="der">The key.</param>
    /// <param name="details">What the trust root says of its algorithm.</param>
    /// <returns><c>null</c> where it is of a kind that is not supported.</returns>
    public static LogKey? TryRead(ReadOnlySpan<byte> der, string? details)
    {
        if (Ed25519Key.TryRead(der) is { } ed25519)
            return details == "PKIX_ED25519_PH" ? null : new LogKey(null, ed25519);

        try
        {
            return new LogKey(PublicKey.FromDer(der, "The log's key"), null);
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    /// <summary>Whether the log calls itself by its address, and its key by both: so do those that sign with Ed25519.</summary>
    public bool IsNamedByOrigin => _ed25519 is not null;

    /// <summary>Whether a signature of data is by this key.</summary>
    public bool Verifies(ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> signature) =>
        _ed25519?.Verifies(data.ToArray(), signature.ToArray()) ?? _key!.Verifies(data.Span, signature.Span);

    /// <summary>What signed notes name this key by; they have its first four bytes.</summary>
    /// <param name="name">The name beside the signature.</param>
    public byte[] GetNoteId(string name)
    {
        if (_key is { Algorithm: not KeyAlgorithm.Rsa })
            return SHA256.HashData(_key.Der.Span);

        var line = Encoding.UTF8.GetBytes(name + "\n");
        return _ed25519 is not null
            ? SHA256.HashData([.. line, NoteEd25519, .. _ed25519.Point])
            : SHA256.HashData([.. line, NoteOther, .. "PKIX-RSA-PKCS#1v1.5"u8, .. _key!.Der.Span]);
    }
}
