using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Tests;

public class SecretTextTests
{
    [Theory]
    [InlineData("cannot read https://ann:s3cret@r.example/x", "cannot read https://…@r.example/x")]
    [InlineData("https://t0ken@r.example and http://ann:s3@cret@r.example:80", "https://…@r.example and http://…@r.example:80")]
    [InlineData("docker://app@sha256:0a", "docker://app@sha256:0a")]
    [InlineData("docker://ghcr.io/acme/app:1@sha256:0a", "docker://ghcr.io/acme/app:1@sha256:0a")]
    [InlineData("docker://ann:s3cret@ghcr.io/acme/app@sha256:0a", "docker://…@ghcr.io/acme/app@sha256:0a")]
    [InlineData("https://github.com/acme/app@v1", "https://github.com/acme/app@v1")]
    [InlineData("ghcr.io/acme/app:1@sha256:0a", "ghcr.io/acme/app:1@sha256:0a")]
    [InlineData("ann@r.example", "ann@r.example")]
    public void User_and_password_of_an_address_are_left_out(string text, string expected)
    {
        Assert.Equal(expected, SecretText.Hide(text));
        Assert.Equal((expected, expected), (new PlimsollException(ErrorKind.Failed, text, text).Message, new PlimsollException(ErrorKind.Failed, text, text).Advice));
    }

    [Theory]
    [InlineData("http://ann:s3cret@r.example/a/b:t")]
    [InlineData("ann:s3cret@r.example/a/b:t")]
    [InlineData("https://ann:s3cret@r.example:5000")]
    public void What_was_typed_as_a_name_is_repeated_without_them(string text)
    {
        foreach (var failure in new[] { Assert.Throws<PlimsollException>(() => ImageReference.Parse(text)), Assert.Throws<PlimsollException>(() => CredentialStore.ParseRegistry(text)) })
        {
            Assert.DoesNotContain("s3", failure.Message, StringComparison.Ordinal);
            Assert.Contains("…@r.example", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"Username":"ann","Secret":"s3\"cr=et"}""", """{"Username":"ann","Secret":"…"}""")]
    [InlineData("""{"Secret":"s3cret""", """{"Secret":"…""")]
    [InlineData("trace: secret=s3cret, exit", "trace: secret=…, exit")]
    [InlineData("AWS_SECRET_ACCESS_KEY='s3 cret' x", "AWS_SECRET_ACCESS_KEY='… cret' x")]
    [InlineData("> Authorization: Basic czNjcmV0", "> Authorization: Basic …")]
    [InlineData("sent Bearer eyJhbGciOiJub25lIn0.e30", "sent Bearer …")]
    [InlineData("no basic auth credentials", "no basic auth credentials")]
    [InlineData("error getting credentials: the keychain is locked", "error getting credentials: the keychain is locked")]
    [InlineData("the token has expired", "the token has expired")]
    public void What_a_program_calls_a_secret_is_left_out(string text, string expected) => Assert.Equal(expected, SecretText.HideNamed(text));

    [Fact]
    public void The_digest_of_a_name_that_is_not_one_stays() =>
        Assert.Contains("'app:1@sha256:xyz'", Assert.Throws<PlimsollException>(() => ImageReference.Parse("app:1@sha256:xyz")).Message, StringComparison.Ordinal);
}
