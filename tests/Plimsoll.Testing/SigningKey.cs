using System.Security.Cryptography;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Testing;

/// <summary>A pair of keys in two files, as <c>openssl</c> and <c>cosign</c> write them.</summary>
public static class SigningKey
{
    /// <summary>Makes one: <c>NAME.pem</c> and <c>NAME.pub</c>.</summary>
    /// <returns>The fingerprint of the public key.</returns>
    public static string Create(string folder, string name = "signing", string? password = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(folder, $"{name}.pem"), password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        var pem = key.ExportSubjectPublicKeyInfoPem();
        File.WriteAllText(Path.Combine(folder, $"{name}.pub"), pem);
        return PublicKey.Parse(pem, name).Fingerprint;
    }
}
