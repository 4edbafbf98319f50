using System.Security.Cryptography;
using Plimsoll.Oci;

namespace Plimsoll.Signing.Keys;

/// <summary>A private key in memory: ECDSA on P-256 or P-384.</summary>
internal sealed class PrivateKeySigner : ISigner
{
    /// <summary>The environment variable with the password of an encrypted key.</summary>
    public const string PasswordVariable = "PLIMSOLL_SIGN_KEY_PASSWORD";

    /// <summary>The environment variables that the password is looked for in, in this order; the second is cosign's.</summary>
    public static IReadOnlyList<string> PasswordVariables { get; } = [PasswordVariable, "COSIGN_PASSWORD"];

    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const string HowToMake = "'openssl ecparam -genkey -name prime256v1 | openssl pkcs8 -topk8 -out key.pem' makes an encrypted key.";

    private readonly ECDsa _key;

    private PrivateKeySigner(ECDsa key, PublicKey publicKey)
    {
        _key = key;
        PublicKey = publicKey;
    }

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <summary>Reads a key in PEM: PKCS #8, encrypted or not, or SEC 1.</summary>
    /// <param name="pem">The text; the caller clears it.</param>
    /// <param name="password">Gives the password of an encrypted key; asked for only then. <c>null</c> where there is none.</param>
    /// <param name="name">Where the text came from, for messages.</param>
    /// <exception cref="PlimsollException">It holds no key, one of a kind that cannot be used, or the password is not right (exit code 2).</exception>
    public static PrivateKeySigner Parse(ReadOnlySpan<char> pem, Func<string?> password, string name)
    {
        var label = FindLabel(pem, name);
        var key = ECDsa.Create();
        try
        {
            if (label == EncryptedLabel)
                key.ImportFromEncryptedPem(pem, password() ?? throw Invalid(name, "it is encrypted", $"Give its password in the environment variable {PasswordVariable}."));
            else
                key.ImportFromPem(pem);

            var publicKey = PublicKey.From(key, name);
            return publicKey.Algorithm is KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384
                ? new PrivateKeySigner(key, publicKey)
                : throw Invalid(name, $"{publicKey.AlgorithmName} is not supported", HowToMake);
        }
        catch (Exception exception)
        {
            key.Dispose();
            throw exception is CryptographicException or ArgumentException
                ? label == EncryptedLabel
                    ? Invalid(name, "the password is not right, or it is not an ECDSA key", $"The password is that of the environment variable {PasswordVariable}.")
                    : Invalid(name, "it is not an ECDSA key that can be decoded", $"Sign with a key on P-256 or P-384. {HowToMake}")
                : exception is PlimsollException ? exception : new PlimsollException(ErrorKind.Failed, $"{name} cannot be read as a key.", innerException: exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>Tells forms that are not read apart, so that the message can say how to convert them.</summary>
    private static string FindLabel(ReadOnlySpan<char> pem, string name)
    {
        if (pem.Contains("Proc-Type:", StringComparison.Ordinal))
            throw Invalid(name, "it is encrypted in OpenSSL's old form", "'openssl pkcs8 -topk8 -in OLD -out key.pem' converts it.");

        for (var rest = pem; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var label = rest[fields.Label].ToString();
            switch (label)
            {
                case "PRIVATE KEY" or EncryptedLabel or "EC PRIVATE KEY":
                    return label;
                case "ENCRYPTED SIGSTORE PRIVATE KEY" or "ENCRYPTED COSIGN PRIVATE KEY":
                    throw Invalid(
                        name,
                        "it is in cosign's own form, which only cosign decrypts",
                        $"Use a key in PKCS #8 for both. {HowToMake} 'cosign import-key-pair --key key.pem' gives it to cosign.");
                case "RSA PRIVATE KEY":
                    throw Invalid(name, "RSA is not supported", HowToMake);
                case "PUBLIC KEY":
                    throw Invalid(name, "it holds a public key, which only verifies", HowToMake);
                case "OPENSSH PRIVATE KEY":
                    throw Invalid(name, "it is in the form of SSH", HowToMake);
            }
        }

        throw Invalid(name, "it has no private key in PEM", HowToMake);
    }

    private static PlimsollException Invalid(string name, string reason, string? advice = null) =>
        PlimsollException.Usage($"{name} cannot be used to sign: {reason}.", advice);
}
