namespace Plimsoll.Docker.Tests;

public class EngineTextTests
{
    [Theory]
    [InlineData(null, "(no text)")]
    [InlineData(" \n", "(no text)")]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines", "two lines")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred [0m")]
    [InlineData("turned\u202eback\u200b", "turned back")]
    [InlineData("::error::\nfile", "::error:: file")]
    [InlineData("Put \"https://s3.example/blob?X-Amz-Signature=abc&x=y\": EOF", "Put \"https://s3.example/blob?…\": EOF")]
    [InlineData("Get http://user:secret@registry/v2/", "Get http://registry/v2/")]
    [InlineData("Schiff ⚓ ahoi", "Schiff ⚓ ahoi")]
    public void Foreign_text_becomes_one_harmless_line(string? text, string expected) =>
        Assert.Equal(expected, EngineText.Neutralize(text));

    [Fact]
    public void Endless_text_ends() =>
        Assert.Equal(new string('x', 400) + "…", EngineText.Neutralize(new string('x', 10_000_000)));

    [Fact]
    public void A_secret_at_the_cut_does_not_slip_through() =>
        Assert.DoesNotContain("secret", EngineText.Neutralize(new string('x', 390) + " https://user:secret" + new string('y', 2000) + "@host/"), StringComparison.Ordinal);
}
