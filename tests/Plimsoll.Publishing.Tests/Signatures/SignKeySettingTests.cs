using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Tests.Signatures;

public class SignKeySettingTests
{
    [Theory]
    [InlineData("keys/app.pem", "/work/keys/app.pem")]
    [InlineData("env:KEY", "env:KEY")]
    [InlineData("command:sign --pin 1", "command:sign --pin 1")]
    [InlineData("awskms:///alias/app", "awskms:///alias/app")]
    public void A_file_of_the_configuration_is_beside_it(string text, string expected) =>
        Assert.Equal(expected.Replace("/work/", Path.GetFullPath("/work") + Path.DirectorySeparatorChar, StringComparison.Ordinal), SignKeySetting.Resolve(text, "/work/plimsoll.yml"));

    [Theory]
    [InlineData("key.pem", "key.pem")]
    [InlineData("env:KEY", "env:KEY")]
    [InlineData("command: sign --pin 123456", "command:sign …")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIG", "(the key itself)")]
    public void What_is_shown_is_not_secret(string text, string expected) => Assert.Equal(expected, SignKeySetting.Mask(text));

    [Fact]
    public void What_an_image_leaves_out_is_as_the_file_says_and_a_key_brings_no_foreign_public_key()
    {
        var file = new SignConfiguration { Key = "a.pem", PublicKey = "a.pub", LegacyTags = true };

        Assert.Equal(file with { IsOn = true, LegacyTags = false }, SignConfiguration.Merge(new SignConfiguration { LegacyTags = false }, file));
        Assert.Equal(new SignConfiguration { IsOn = true, Key = "b.pem", LegacyTags = true }, SignConfiguration.Merge(new SignConfiguration { Key = "b.pem" }, file));
        Assert.Equal(new SignConfiguration { IsOn = false }, SignConfiguration.Merge(new SignConfiguration { IsOn = false }, file));
        Assert.Equal(file, SignConfiguration.Merge(null, file));
    }
}
