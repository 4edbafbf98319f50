using Plimsoll.Tags;

namespace Plimsoll.Tests.Tags;

public class TagTextTests
{
    [Theory]
    [InlineData("staging", "staging")]
    [InlineData("Production EU", "Production-EU")]
    [InlineData("feature/x", "feature-x")]
    [InlineData("--x--", "x")]
    [InlineData(".hidden", "hidden")]
    [InlineData("a ä / b", "a-b")]
    public void Foreign_text_becomes_a_tag(string text, string tag) => Assert.Equal(tag, TagText.Sanitize(text));

    [Fact]
    public void Long_texts_are_cut_and_stay_apart()
    {
        var first = TagText.Sanitize(new string('a', 200) + "1");
        var second = TagText.Sanitize(new string('a', 200) + "2");

        Assert.Equal(128, first.Length);
        Assert.NotEqual(first, second);
        Assert.Equal(first, TagText.Sanitize(new string('a', 200) + "1"));
    }

    [Fact]
    public void Nothing_is_no_tag() => Assert.Throws<PlimsollException>(() => TagText.Sanitize("//"));
}
