using Plimsoll.Oci;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Tests.Signatures;

public class CosignKeyTests
{
    private readonly Dictionary<string, string> _environment = new() { ["KEY"] = "secret key", ["PLIMSOLL_SIGN_KEY_PASSWORD"] = "secret word", ["COSIGN_PASSWORD"] = "other" };

    [Theory]
    [InlineData("key.pem", "key.pem")]
    [InlineData("awskms:///alias/app", "awskms:///alias/app")]
    [InlineData("env://KEY", "env://KEY")]
    [InlineData("env:KEY", "env://KEY")]
    [InlineData("-----BEGIN PRIVATE KEY-----", "env://PLIMSOLL_SIGN_KEY")]
    public void Cosign_is_told_where_the_key_is_and_never_what_it_is(string key, string expected)
    {
        var told = CosignKey.Create(key, _environment.GetValueOrDefault);

        Assert.Equal(expected, told.Text);
        Assert.Equal("secret word", told.Variables["COSIGN_PASSWORD"]);
        Assert.DoesNotContain("secret", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_password_it_is_told_that_there_is_none_instead_of_asking() =>
        Assert.Equal("", CosignKey.Create("key.pem", _ => null).Variables["COSIGN_PASSWORD"]);

    [Theory]
    [InlineData("command:aws kms sign", "cosign cannot sign by a command")]
    [InlineData("env:MISSING", "MISSING")]
    public void What_cosign_cannot_use_is_refused(string key, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlimsollException>(() => CosignKey.Create(key, _environment.GetValueOrDefault)).Message, StringComparison.Ordinal);
}
