using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Plimsoll.Testing.Sigstore;

/// <summary>The key of a log: ECDSA P-256 as Rekor 1 and CT logs have, or Ed25519 as Rekor 2 has.</summary>
internal sealed class TestLogKey
{
    private static readonly byte[] Ed25519Prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly ECDsa? _ecdsa;
    private readonly Ed25519PrivateKeyParameters? _ed25519;

    private TestLogKey(ECDsa? ecdsa, Ed25519PrivateKeyParameters? ed25519)
    {
        _ecdsa = ecdsa;
        _ed25519 = ed25519;
    }

    /// <summary>Makes a key on P-256.</summary>
    public static TestLogKey CreateEcdsa() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), null);

    /// <summary>Makes an Ed25519 key.</summary>
    public static TestLogKey CreateEd25519() => new(null, new Ed25519PrivateKeyParameters(new SecureRandom()));

    /// <summary>What trust roots call its algorithm.</summary>
    public string Details => _ecdsa is null ? "PKIX_ED25519" : "PKIX_ECDSA_P256_SHA_256";

    /// <summary>The public key in DER.</summary>
    public byte[] Der => _ecdsa?.ExportSubjectPublicKeyInfo() ?? [.. Ed25519Prefix, .. _ed25519!.GeneratePublicKey().GetEncoded()];

    /// <summary>What names a log with this key: the hash of the key, for Ed25519 with the log's name (C2SP, signed-note).</summary>
    public byte[] IdOf(string origin) => _ecdsa is not null ? SHA256.HashData(Der) : SHA256.HashData([.. Encoding.UTF8.GetBytes(origin), (byte)'\n', 1, .. Der[^32..]]);

    /// <summary>Signs data.</summary>
    public byte[] Sign(byte[] data)
    {
        if (_ecdsa is not null)
            return _ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        var signer = SignerUtilities.InitSigner("Ed25519", forSigning: true, _ed25519, new SecureRandom());
        signer.BlockUpdate(data, 0, data.Length);
        return signer.GenerateSignature();
    }

    /// <summary>A line of a signed note: name, hint and signature.</summary>
    public string SignNote(string name, string text) =>
        $"\u2014 {name} {Convert.ToBase64String([.. IdOf(name)[..4], .. Sign(Encoding.UTF8.GetBytes(text))])}\n";
}
