using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Signing.Keys;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Keys;

public sealed class PublicKeyTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    [Theory]
    [InlineData("prime256v1", "ECDSA P-256")]
    [InlineData("secp384r1", "ECDSA P-384")]
    [InlineData("secp521r1", "ECDSA P-521")]
    public void Keys_of_openssl_verify_what_openssl_signs_with_either_hash(string curve, string name)
    {
        OpenSsl.CreateKey(_folder.Path, curve: curve);
        _folder.Write("data", "some data");
        OpenSsl.Run(_folder.Path, "dgst -sha256 -sign key.pem -out a.sig data");
        OpenSsl.Run(_folder.Path, $"dgst -{(curve == "secp521r1" ? "sha512" : "sha384")} -sign key.pem -out b.sig data");

        var key = PublicKey.Parse(File.ReadAllText(_folder["key.pub"]), "key.pub");

        Assert.Equal(name, key.AlgorithmName);
        Assert.True(key.Verifies("some data"u8, File.ReadAllBytes(_folder["a.sig"])));
        Assert.Equal(curve != "prime256v1", key.Verifies("some data"u8, File.ReadAllBytes(_folder["b.sig"])));
        Assert.False(key.Verifies("other data"u8, File.ReadAllBytes(_folder["a.sig"])));
        Assert.False(key.Verifies("some data"u8, []));
        Assert.Equal(File.ReadAllText(_folder["key.pub"]), key.ToPem());
    }

    [Fact]
    public void An_rsa_key_verifies_and_a_short_one_is_refused()
    {
        OpenSsl.Run(_folder.Path, "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
        OpenSsl.Run(_folder.Path, "pkey -in key.pem -pubout -out key.pub");
        OpenSsl.Run(_folder.Path, "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.pem");
        OpenSsl.Run(_folder.Path, "pkey -in short.pem -pubout -out short.pub");
        _folder.Write("data", "some data");
        OpenSsl.Run(_folder.Path, "dgst -sha256 -sign key.pem -out a.sig data");

        var key = PublicKey.Parse(File.ReadAllText(_folder["key.pub"]), "key.pub");

        Assert.Equal("RSA 2048", key.AlgorithmName);
        Assert.True(key.Verifies("some data"u8, File.ReadAllBytes(_folder["a.sig"])));
        Assert.True(key.VerifiesHash(SHA256.HashData("some data"u8), File.ReadAllBytes(_folder["a.sig"])));
        Assert.Contains("an RSA key of 1024 bits is too weak", Refused(File.ReadAllText(_folder["short.pub"])).Message);
    }

    /// <summary>Computed by openssl: the hash of the key in DER.</summary>
    [Fact]
    public void The_hint_is_the_hash_of_the_key_in_der()
    {
        OpenSsl.CreateKey(_folder.Path);
        OpenSsl.Run(_folder.Path, "pkey -pubin -in key.pub -outform DER -out key.der");
        OpenSsl.Run(_folder.Path, "dgst -sha256 -binary -out hash key.der");
        var hash = File.ReadAllBytes(_folder["hash"]);

        var key = PublicKey.Parse(File.ReadAllText(_folder["key.pub"]), "key.pub");

        Assert.Equal(Convert.ToBase64String(hash), key.Hint);
        Assert.Equal($"sha256:{Convert.ToHexStringLower(hash)}", key.Fingerprint);
    }

    [Fact]
    public void A_file_may_hold_several_keys_with_comments_between_them()
    {
        var text = $"the old key\n{TestKeys.Signer.PublicKey.ToPem()}\nthe new key\n{TestKeys.Other.PublicKey.ToPem()}";

        Assert.Equal([TestKeys.Signer.PublicKey, TestKeys.Other.PublicKey], PublicKey.ParseAll(text, "keys.pub"));
        Assert.Contains("it has several keys", Assert.Throws<PlimsollException>(() => PublicKey.Parse(text, "keys.pub")).Message);
    }

    [Theory]
    [InlineData("genpkey -algorithm ED25519 -out key.pem", "Ed25519 is not supported")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out key.pem", "the curve")]
    public void Other_kinds_of_keys_are_named(string arguments, string reason)
    {
        OpenSsl.Run(_folder.Path, arguments);
        OpenSsl.Run(_folder.Path, "pkey -in key.pem -pubout -out key.pub");

        var exception = Refused(File.ReadAllText(_folder["key.pub"]));

        Assert.Contains(reason, exception.Message);
        Assert.Contains("P-256", exception.Advice);
    }

    [Fact]
    public void A_private_key_or_something_else_is_refused_without_showing_it()
    {
        OpenSsl.CreateKey(_folder.Path);
        var text = File.ReadAllText(_folder["key.pem"]);

        var exception = Refused(text);
        Assert.Contains("it holds a private key", exception.Message);
        Assert.DoesNotContain(text.Split('\n')[1], exception.ToString());
        Assert.Contains("no PEM block", Refused("ssh-ed25519 AAAA").Message);
        Assert.Contains("cannot be decoded", Refused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----").Message);
    }

    public void Dispose() => _folder.Dispose();

    private static PlimsollException Refused(string pem) => Assert.Throws<PlimsollException>(() => PublicKey.Parse(pem, "key.pub"));
}
