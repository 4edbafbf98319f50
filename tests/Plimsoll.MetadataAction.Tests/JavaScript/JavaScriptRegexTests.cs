using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Tests.JavaScript;

/// <summary>Patterns as JavaScript understands them. What is expected was given by Node.js 20.</summary>
public class JavaScriptRegexTests
{
    [Theory]
    [InlineData("v(\\d+)", "v12", "v12 12")]
    [InlineData("(?<a>\\d)(\\d)(?<b>\\d)", "123", "123 1 2 3")]
    [InlineData("(\\d)\\.\\1", "1.1", "1.1 1")]
    [InlineData("(?<n>\\d)\\.\\k<n>", "2.2", "2.2 2")]
    [InlineData("\\1(a)", "a", "a a")]
    [InlineData("(a)|b", "b", "b -")]
    [InlineData("(?<=v)\\d(?!\\d)", "v12 v3", "3")]
    [InlineData("\\d", "٣1", "1")]
    [InlineData("^\\w+$", "größe", null)]
    [InlineData("\\bö", "aö", "ö")]
    [InlineData("^a$", "a\n", null)]
    [InlineData("\\s", "a\uFEFFb", "\uFEFF")]
    [InlineData("\\a\\z\\A", "azA", "azA")]
    [InlineData("\\cA|\\x41|\\u0042", "B", "B")]
    [InlineData("[a-\\d]+", "a-1", "a-1")]
    [InlineData("[[]x", "[x", "[x")]
    [InlineData("[^]", "x", "x")]
    [InlineData("a[]", "a", null)]
    [InlineData("a{,2}", "a{,2}", "a{,2}")]
    [InlineData("a{1,2}?", "aa", "a")]
    [InlineData("]}{", "]}{", "]}{")]
    [InlineData("[\\W\\d]", "a-1", "-")]
    [InlineData("[^\\S]", "a b", " ")]
    [InlineData("\\k", "k", "k")]
    [InlineData("\\07", "\a", "\a")]
    [InlineData("/A/i", "a", "a")]
    [InlineData("/^b/m", "a\nb", "b")]
    [InlineData("/a.b/s", "a\nb", "a\nb")]
    [InlineData("/\\d/g", "1a2", "1 2")]
    [InlineData("/b/y", "ab", null)]
    [InlineData("/^.$/u", "😀", "😀")]
    [InlineData("/\\p{Lu}/u", "aB", "B")]
    [InlineData("/\\u{42}/u", "B", "B")]
    [InlineData("\\p{L}", "p{L}", "p{L}")]
    [InlineData("/", "/", "/")]
    public void A_pattern_matches_as_in_javascript(string pattern, string text, string? expected)
    {
        var match = JavaScriptRegex.Parse(pattern).Match(text);

        Assert.Equal(expected, match is null ? null : string.Join(' ', match.Select(group => group ?? "-")));
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("a**")]
    [InlineData("a++")]
    [InlineData("\\")]
    [InlineData("(?i)a")]
    [InlineData("(?>a)")]
    [InlineData("(?<n>a)(?<n>b)")]
    [InlineData("(?<1>a)")]
    [InlineData("a{2,1}")]
    [InlineData("[z-a]")]
    [InlineData("(?<n>a)\\k<m>")]
    [InlineData("/\\-/u")]
    [InlineData("/{/u")]
    [InlineData("/a/gg")]
    [InlineData("/a/uv")]
    [InlineData("/[[a]/v")]
    public void What_is_no_pattern_in_javascript_is_refused(string pattern) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => JavaScriptRegex.Parse(pattern)).Kind);

    [Fact]
    public void A_search_without_end_is_given_up()
    {
        var regex = JavaScriptRegex.Parse("^(\\w+\\w+)+!$");

        Assert.Contains("takes too long", Assert.Throws<PlimsollException>(() => regex.Match(new string('a', 200))).Message);
    }

    [Fact]
    public void Groups_inside_groups_without_end_are_refused() =>
        Assert.Throws<PlimsollException>(() => JavaScriptRegex.Parse(new string('(', 100_000) + new string(')', 100_000)));
}
