using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Tags.Tests.Strategies;

public class TagTextTests
{
    [Theory]
    [InlineData("staging", "staging")]
    [InlineData("Production EU", "Production-EU")]
    [InlineData("feature/x", "feature-x")]
    [InlineData("--x--", "x")]
    [InlineData(".hidden", "hidden")]
    [InlineData("a ä / b", "a-b")]
    public void Foreign_text_becomes_a_tag(string text, string expected)
    {
        Assert.True(TagText.TrySanitize(text, out var tag));
        Assert.Equal(expected, tag);
    }

    [Fact]
    public void Long_texts_are_cut_and_stay_apart()
    {
        var first = Sanitize(new string('a', 200) + "1");

        Assert.Equal(128, first.Length);
        Assert.NotEqual(first, Sanitize(new string('a', 200) + "2"));
        Assert.Equal(first, Sanitize(new string('a', 200) + "1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("//")]
    [InlineData("äöü")]
    public void Nothing_is_no_tag(string text) => Assert.False(TagText.TrySanitize(text, out _));

    [Fact]
    public void Whatever_is_left_is_valid_and_keeps_to_its_room() =>
        Gen.Select(Gen.String[0, 300], Gen.Int[16, 128]).Sample((text, room) =>
            Assert.True(!TagText.TrySanitize(text, out var tag, room) || (ImageReference.IsValidTag(tag) && tag.Length <= room)));

    private static string Sanitize(string text) => TagText.TrySanitize(text, out var tag) ? tag : "";
}
