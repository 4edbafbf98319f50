using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Tests.Images;

public class DigestTests
{
    private const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Of_nothing_is_the_well_known_value() =>
        Assert.Equal($"sha256:{EmptySha256}", Digest.Sha256([]).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("sha256:")]
    [InlineData(":" + EmptySha256)]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256:" + EmptySha256 + "\n")]
    [InlineData("sha256:../../etc/passwd")]
    [InlineData("sha512:" + EmptySha256)]
    [Trait("Answers", "CVE-2024-3727")]
    public void What_is_no_digest_is_refused(string text)
    {
        Assert.False(Digest.TryParse(text, out _));
        var exception = Assert.Throws<PlimsollException>(() => Digest.Parse(text));
        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    [Fact]
    public void Matches_the_content_it_was_computed_from_and_no_other()
    {
        var digest = Digest.Sha256("abc"u8);

        Assert.True(digest.Matches("abc"u8));
        Assert.False(digest.Matches("abd"u8));
        Assert.Equal(digest, Digest.Parse(digest.ToString()));
    }
}
