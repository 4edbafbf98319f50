using Plimsoll.Signing.Keyless.Logs;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless.Logs;

public class SignedNoteTests
{
    private const string Text = "log.test\n7\nq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_note_is_signed_by_the_key_of_its_log(bool isEd25519)
    {
        TestLogKey key = Create(), other = Create();
        TestLogKey Create() => isEd25519 ? TestLogKey.CreateEd25519() : TestLogKey.CreateEcdsa();

        var note = SignedNote.TryParse($"{Text}\n{other.SignNote("witness.test", Text)}{key.SignNote("log.test", Text)}")!;

        Assert.Equal(["witness.test", "log.test"], note.Signatures.Select(signature => signature.Name));
        Assert.Equal("log.test", note.FindSignature(LogKey.TryRead(key.Der, key.Details)!)!.Name);
        Assert.Equal("witness.test", note.FindSignature(LogKey.TryRead(other.Der, other.Details)!)!.Name);
        Assert.Null(note.FindSignature(LogKey.TryRead(Create().Der, null)!));
        Assert.Equal(("log.test", 7), TreeHead.TryParse(note.Text) is { } head ? (head.Origin, head.Size) : default);
    }

    /// <summary>The key and the name of the public instance's log of 2025, as its trust root has them.</summary>
    [Fact]
    public void A_log_of_rekor_2_is_named_by_address_and_key()
    {
        var key = LogKey.TryRead(Convert.FromBase64String("MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244="), "PKIX_ED25519")!;

        Assert.True(key.IsNamedByOrigin);
        Assert.Equal("zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A=", Convert.ToBase64String(key.GetNoteId("log2025-1.rekor.sigstore.dev")));
    }

    /// <summary>That of Rekor 1, which is the hash of its key.</summary>
    [Fact]
    public void A_log_of_rekor_1_is_named_by_its_key()
    {
        var key = LogKey.TryRead(Convert.FromBase64String("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw=="), "PKIX_ECDSA_P256_SHA_256")!;

        Assert.False(key.IsNamedByOrigin);
        Assert.Equal("wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=", Convert.ToBase64String(key.GetNoteId("rekor.sigstore.dev")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("log.test\n")]
    [InlineData("\n\n\u2014 log.test AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 log.test AAAAAAA=")]
    [InlineData("text\n\n- log.test AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 log.test AAAAAA==\n")]
    [InlineData("text\n\n\u2014 log.test AAAAAAA\n")]
    [InlineData("text\n\n\u2014 log test AAAAAAA=\n")]
    [InlineData("text\n\n\u2014  AAAAAAA=\n")]
    public void What_is_not_a_note_is_refused(string text) => Assert.Null(SignedNote.TryParse(text));

    [Theory]
    [InlineData("log.test\n7\n")]
    [InlineData("\n7\nq80=\n")]
    [InlineData("log.test\n-7\nq80=\n")]
    [InlineData("log.test\n07\nq80=\n")]
    [InlineData("log.test\n+7\nq80=\n")]
    [InlineData("log.test\n9223372036854775808\nq80=\n")]
    [InlineData("log.test\n7\nhello\n")]
    public void What_is_not_a_checkpoint_is_refused(string text) => Assert.Null(TreeHead.TryParse(text));
}
