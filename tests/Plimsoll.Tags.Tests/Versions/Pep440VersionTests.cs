using System.Globalization;
using System.Numerics;
using CsCheck;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class Pep440VersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("v1.2.3", "1.2.3")]
    [InlineData("V1.2", "1.2")]
    [InlineData(" 1.0\t", "1.0")]
    [InlineData("01.002", "1.2")]
    [InlineData("2026.5.19.1", "2026.5.19.1")]
    [InlineData("1!2.0", "1!2.0")]
    [InlineData("0!2.0", "2.0")]
    [InlineData("1.1alpha", "1.1a0")]
    [InlineData("1.1.ALPHA.3", "1.1a3")]
    [InlineData("1.1beta2", "1.1b2")]
    [InlineData("1.1-b_2", "1.1b2")]
    [InlineData("1.1c1", "1.1rc1")]
    [InlineData("1.1-pre-1", "1.1rc1")]
    [InlineData("1.1preview4", "1.1rc4")]
    [InlineData("1.1rc", "1.1rc0")]
    [InlineData("1.1a-", "1.1a0")]
    [InlineData("1.0-1", "1.0.post1")]
    [InlineData("1.0post", "1.0.post0")]
    [InlineData("1.0.rev3", "1.0.post3")]
    [InlineData("1.0-r4", "1.0.post4")]
    [InlineData("1.0dev4", "1.0.dev4")]
    [InlineData("1.0-dev", "1.0.dev0")]
    [InlineData("1.0a1.post2.dev3", "1.0a1.post2.dev3")]
    [InlineData("1.0+Ubuntu-1", "1.0+ubuntu.1")]
    [InlineData("1.0+a_007.b", "1.0+a.7.b")]
    public void Every_spelling_has_its_normal_form(string text, string expected) => Assert.Equal(expected, Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("sometag")]
    [InlineData("1.")]
    [InlineData("1..2")]
    [InlineData(".1")]
    [InlineData("vv1")]
    [InlineData("1.0x")]
    [InlineData("1.0-")]
    [InlineData("1.0+")]
    [InlineData("1.0+a..b")]
    [InlineData("1.0a1b2")]
    [InlineData("1 .0")]
    [InlineData("1.0.x")]
    [InlineData("1.2.3-alpha.beta")]
    [InlineData("١.٢")]
    [InlineData("1.0+\u212A")] // the Kelvin sign, a k in lower case
    public void Other_text_is_no_version(string text) => Assert.False(Pep440Version.TryParse(text, out _));

    [Theory]
    [InlineData("1", "1 0 0")]
    [InlineData("1.2", "1 2 0")]
    [InlineData("1.2.3", "1 2 3")]
    [InlineData("1.2.3.4", "1 2 3")]
    [InlineData("5!1.2rc1", "1 2 0")]
    public void Missing_numbers_are_zero(string text, string expected)
    {
        var version = Parse(text);

        Assert.Equal(expected, $"{version.Major} {version.Minor} {version.Patch}");
    }

    [Theory]
    [InlineData("1.0", false, false, false)]
    [InlineData("1.0rc1", true, false, false)]
    [InlineData("1.0.post1", false, true, false)]
    [InlineData("1.0.dev1", true, false, true)]
    [InlineData("1.0rc1.post1.dev1", true, true, true)]
    [InlineData("1.0+local", false, false, false)]
    public void It_tells_what_kind_of_release_it_is(string text, bool isPrerelease, bool isPostrelease, bool isDevrelease)
    {
        var version = Parse(text);

        Assert.Equal((isPrerelease, isPostrelease, isDevrelease), (version.IsPrerelease, version.IsPostrelease, version.IsDevrelease));
    }

    [Fact]
    public void Its_parts_are_there_by_themselves()
    {
        var version = Parse("v2!1.4-beta.5-r6.dev7+Linux_08");

        Assert.Equal((new BigInteger(2), "b5", new BigInteger(6), new BigInteger(7), "linux.8"), (version.Epoch, version.Pre, version.Post, version.Dev, version.Local));
        Assert.Equal([1, 4], version.Release);
    }

    [Fact]
    public void Numbers_may_be_of_any_length()
    {
        var digits = new string('9', 500);

        Assert.Equal($"{digits}!{digits}.1rc{digits}", Parse($"{digits}!{digits}.1-rc-{digits}").ToString());
    }

    [Fact]
    public void Spellings_of_one_version_are_equal()
    {
        Assert.Equal(Parse("v1.0-ALPHA"), Parse("1.0a0"));
        Assert.NotEqual(Parse("1.0"), Parse("1"));
    }

    [Fact]
    public void A_normal_form_is_the_normal_form_of_itself() =>
        Gen.String[Gen.Char["vV!.-_+abcrdeposlh0123456789 "], 0, 14].Sample(text =>
        {
            if (Pep440Version.TryParse(text, out var version))
                Assert.Equal(version, Parse(version.ToString()));
        });

    [Fact]
    public void What_it_is_made_of_comes_back()
    {
        var separator = Gen.OneOf("", ".", "-", "_");
        var number = Gen.Int[0, 99];
        var pre = Gen.Select(separator, Gen.OneOf(("a", "a"), ("ALPHA", "a"), ("b", "b"), ("Beta", "b"), ("c", "rc"), ("pre", "rc"), ("preview", "rc"), ("RC", "rc")), separator, number, (before, word, after, n) => ($"{before}{word.Item1}{after}{n}", $"{word.Item2}{n}"));
        var post = Gen.Select(separator, Gen.OneOf("post", "rev", "R"), separator, number, (before, word, after, n) => ($"{before}{word}{after}{n}", $".post{n}"));
        var dev = Gen.Select(separator, separator, number, (before, after, n) => ($"{before}DEV{after}{n}", $".dev{n}"));
        var none = Gen.Const(("", ""));
        Gen.Select(number.Array[1, 5], Gen.OneOf(none, pre), Gen.OneOf(none, post), Gen.OneOf(none, dev)).Sample((numbers, preText, postText, devText) =>
        {
            var release = string.Join('.', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(release + preText.Item2 + postText.Item2 + devText.Item2, Parse("v" + release + preText.Item1 + postText.Item1 + devText.Item1).ToString());
        });
    }

    private static Pep440Version Parse(string text) => Pep440Version.TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no version.");
}
