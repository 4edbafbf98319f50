using System.Security.Cryptography;
using Plimsoll.Oci;
using SubjectPublicKey = System.Security.Cryptography.X509Certificates.PublicKey;

namespace Plimsoll.Signing.Keys;

/// <summary>A key that signatures are verified with. Safe to share between threads.</summary>
internal sealed class PublicKey : IEquatable<PublicKey>
{
    private const string PemLabel = "PUBLIC KEY";
    private const int MinimumRsaBits = 2048;
    private const string EllipticCurveOid = "1.2.840.10045.2.1";
    private const string RsaOid = "1.2.840.113549.1.1.1";

    private readonly byte[] _der;

    private PublicKey(byte[] der, KeyAlgorithm algorithm, int bits)
    {
        _der = der;
        Algorithm = algorithm;
        Bits = bits;
    }

    /// <summary>What it verifies.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>Its size.</summary>
    public int Bits { get; }

    /// <summary>What people call its algorithm: <c>ECDSA P-256</c>, <c>RSA 3072</c>.</summary>
    public string AlgorithmName => Algorithm == KeyAlgorithm.Rsa ? $"RSA {Bits}" : $"ECDSA P-{Bits}";

    /// <summary>What bundles name it by, as cosign computes it: base64 of the SHA-256 hash of <see cref="Der"/>.</summary>
    public string Hint => Convert.ToBase64String(SHA256.HashData(_der));

    /// <summary>What people and logs name it by: the same hash as <c>sha256:</c> and hexadecimal, which <c>openssl pkey -pubin -outform DER | sha256sum</c> prints.</summary>
    public string Fingerprint => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(_der))}";

    /// <summary>The key in DER (X.509 SubjectPublicKeyInfo).</summary>
    public ReadOnlyMemory<byte> Der => _der;

    /// <summary>Reads the keys of a text: one or more PEM blocks <c>PUBLIC KEY</c>, with any text around them.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="PlimsollException">There is none, or one of a kind that cannot be used (exit code 2).</exception>
    public static IReadOnlyList<PublicKey> ParseAll(string pem, string name)
    {
        var keys = new List<PublicKey>();
        var rest = pem.AsSpan();
        var others = new List<string>();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is PemLabel)
                keys.Add(FromDer(Convert.FromBase64String(rest[fields.Base64Data].ToString()), name));
            else
                others.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        if (others.FirstOrDefault(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) is not null)
            throw Invalid(name, "it holds a private key", "Verify with the public key, which 'openssl pkey -in KEY -pubout' prints, and keep the private key secret.");
        if (others.Contains("CERTIFICATE"))
            throw Invalid(name, "it holds a certificate", "Its key is what 'openssl x509 -in CERTIFICATE -noout -pubkey' prints.");
        return keys.Count > 0 ? keys : throw Invalid(name, "it has no PEM block 'PUBLIC KEY'", "'cosign public-key' and 'openssl pkey -pubout' print one.");
    }

    /// <summary>Reads the only key of a text.</summary>
    /// <inheritdoc cref="ParseAll"/>
    public static PublicKey Parse(string pem, string name) =>
        ParseAll(pem, name) is [var key] ? key : throw Invalid(name, "it has several keys, and one is needed");

    /// <summary>Reads a key in DER (X.509 SubjectPublicKeyInfo).</summary>
    /// <exception cref="PlimsollException">It is none, or of a kind that cannot be used (exit code 2).</exception>
    public static PublicKey FromDer(ReadOnlySpan<byte> der, string name)
    {
        try
        {
            var oid = SubjectPublicKey.CreateFromSubjectPublicKeyInfo(der, out var length).Oid.Value;
            if (length != der.Length)
                throw Invalid(name, "bytes follow the key");

            switch (oid)
            {
                case EllipticCurveOid:
                    using (var key = ECDsa.Create())
                    {
                        key.ImportSubjectPublicKeyInfo(der, out _);
                        return From(key, name);
                    }

                case RsaOid:
                    using (var key = RSA.Create())
                    {
                        key.ImportSubjectPublicKeyInfo(der, out _);
                        return key.KeySize >= MinimumRsaBits
                            ? new PublicKey(key.ExportSubjectPublicKeyInfo(), KeyAlgorithm.Rsa, key.KeySize)
                            : throw Invalid(name, $"an RSA key of {key.KeySize} bits is too weak", $"Use one of at least {MinimumRsaBits} bits, or ECDSA P-256.");
                    }

                default:
                    throw Unsupported(name, oid == "1.3.101.112" ? "Ed25519" : $"the algorithm {oid}");
            }
        }
        catch (CryptographicException exception)
        {
            throw Invalid(name, "the key cannot be decoded", innerException: exception);
        }
    }

    /// <summary>The public half of a key.</summary>
    /// <exception cref="PlimsollException">It is on another curve (exit code 2).</exception>
    public static PublicKey From(ECDsa key, string name) =>
        EllipticCurves.Find(key) is { } algorithm
            ? new PublicKey(key.ExportSubjectPublicKeyInfo(), algorithm, key.KeySize)
            : throw Unsupported(name, $"the curve {key.ExportParameters(false).Curve.Oid?.FriendlyName ?? "that it describes"}");

    /// <summary>
    /// Whether a signature is by this key. Keys of 384 and 521 bits may also be used with the hash of their size, as some tools do.
    /// </summary>
    /// <param name="data">What is to have been signed.</param>
    /// <param name="signature">The signature; ECDSA's in DER.</param>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (Algorithm == KeyAlgorithm.Rsa)
            {
                using var rsa = RSA.Create();
                rsa.ImportSubjectPublicKeyInfo(_der, out _);
                return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            using var key = CreateEcdsa();
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                || (HashOfSize is { } hash && key.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether a signature over something with this SHA-256 hash is by this key.</summary>
    public bool VerifiesHash(ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (Algorithm == KeyAlgorithm.Rsa)
            {
                using var rsa = RSA.Create();
                rsa.ImportSubjectPublicKeyInfo(_der, out _);
                return rsa.VerifyHash(sha256, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            using var key = CreateEcdsa();
            return key.VerifyHash(sha256, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The key as a PEM block, with a line break at its end.</summary>
    public string ToPem() => PemEncoding.WriteString(PemLabel, _der) + "\n";

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _der.AsSpan().SequenceEqual(other._der);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(SHA256.HashData(_der));

    /// <summary>Algorithm and fingerprint.</summary>
    public override string ToString() => $"{AlgorithmName} {Fingerprint}";

    private HashAlgorithmName? HashOfSize => Algorithm switch
    {
        KeyAlgorithm.EcdsaP384 => HashAlgorithmName.SHA384,
        KeyAlgorithm.EcdsaP521 => HashAlgorithmName.SHA512,
        _ => null,
    };

    private ECDsa CreateEcdsa()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_der, out _);
        return key;
    }

    private static PlimsollException Unsupported(string name, string what) =>
        Invalid(name, $"{what} is not supported", "Keys may be ECDSA on P-256, P-384 or P-521, or RSA: 'cosign generate-key-pair' and 'openssl ecparam -genkey -name prime256v1' make P-256.");

    private static PlimsollException Invalid(string name, string reason, string? advice = null, Exception? innerException = null) =>
        PlimsollException.Usage($"{name} cannot be used as a public key: {reason}.", advice, innerException);
}
