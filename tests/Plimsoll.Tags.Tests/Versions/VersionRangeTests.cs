using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class VersionRangeTests
{
    private static readonly Gen<SemanticVersion> Versions = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.OneOf(Gen.Const(""), Gen.Const("-rc.1"), Gen.Const("-rc.2")))
        .Select((major, minor, patch, release) => SemanticVersion.Parse($"{major}.{minor}.{patch}{release}"));

    [Theory]
    [InlineData(">=1.25 <2", "1.25.0 1.25.3 1.99.0", "1.24.9 2.0.0 2.0.0-rc.1 1.26.0-rc.1")]
    [InlineData(">=1.25, <2", "1.25.0", "2.0.0")]
    [InlineData(">= 1.25", "1.25.0 3.0.0", "1.24.0")]
    [InlineData(">1.25", "1.26.0", "1.25.0 1.25.9")]
    [InlineData(">1.25.3", "1.25.4", "1.25.3")]
    [InlineData("<=1.25", "1.25.9 0.1.0", "1.26.0")]
    [InlineData("<=1.25.3", "1.25.3", "1.25.4")]
    [InlineData("<1.25", "1.24.9", "1.25.0")]
    [InlineData("1.2.3", "1.2.3 1.2.3+build", "1.2.4 1.2.3-rc.1")]
    [InlineData("=1.2.3", "1.2.3", "1.2.2")]
    [InlineData("v1.2.3", "1.2.3", "1.2.4")]
    [InlineData("1.2", "1.2.0 1.2.9", "1.3.0 1.1.9")]
    [InlineData("1.2.x", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("1.2.*", "1.2.9", "1.3.0")]
    [InlineData("1", "1.0.0 1.9.9", "2.0.0 0.9.0")]
    [InlineData("1.x", "1.9.9", "2.0.0")]
    [InlineData("*", "0.0.1 9.9.9", "1.0.0-rc.1")]
    [InlineData("^1.2", "1.2.0 1.9.0", "1.1.9 2.0.0")]
    [InlineData("^1.2.3", "1.2.3 1.9.0", "1.2.2 2.0.0")]
    [InlineData("^0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2")]
    [InlineData("^0.0.3", "0.0.3", "0.0.4 0.0.2")]
    [InlineData("^0.0", "0.0.0 0.0.9", "0.1.0")]
    [InlineData("^0", "0.0.0 0.9.0", "1.0.0")]
    [InlineData("~1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0")]
    [InlineData("~1.2", "1.2.0 1.2.9", "1.3.0")]
    [InlineData("~1", "1.0.0 1.9.0", "2.0.0")]
    [InlineData("1.2 || >=3 <4", "1.2.1 3.5.0", "2.0.0 4.0.0")]
    [InlineData(">=2.0.0-rc.1", "2.0.0-rc.1 2.0.0-rc.2 2.0.0 2.1.0", "2.0.0-beta.9 2.1.0-rc.1")]
    [InlineData("1.0.20261129131546", "1.0.20261129131546", "1.0.20261129131547")]
    public void A_range_contains_what_npm_says(string range, string inside, string outside)
    {
        var parsed = VersionRange.Parse(range);

        Assert.Equal(range, parsed.ToString());
        Assert.All(inside.Split(' '), version => Assert.True(parsed.Contains(SemanticVersion.Parse(version)), version));
        Assert.All(outside.Split(' '), version => Assert.False(parsed.Contains(SemanticVersion.Parse(version)), version));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("1 ||", "beside '||'")]
    [InlineData("latest", "'latest' is not a comparator")]
    [InlineData(">=", "'>=' is not a comparator")]
    [InlineData("1.2.3.4", "'1.2.3.4' is not a comparator")]
    [InlineData("01.2", "is not a comparator")]
    [InlineData("1.x.3", "a number follows x")]
    [InlineData(">*", "compares with any version")]
    [InlineData("1.2 - 1.4", ">=1.2 <=1.4")]
    [InlineData(">=1.25.0-alpine", "chosen by a pattern")]
    [InlineData("1.2-rc.1", "is not a prerelease")]
    public void What_is_not_a_range_is_refused_with_the_reason(string text, string expected)
    {
        var exception = Assert.Throws<PlimsollException>(() => VersionRange.Parse(text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.25.3-alpine", true)]
    [InlineData("v1.25.3", true)]
    [InlineData("1.26.0-rc.1", false)]
    [InlineData("2.0.0-alpine", false)]
    public void The_variant_of_a_tag_does_not_count(string tag, bool expected)
    {
        Assert.True(VersionTag.TryParse(tag, out var version));
        Assert.Equal(expected, VersionRange.Parse("^1.25").Contains(version));
    }

    [Fact]
    public void Short_forms_are_what_they_stand_for() =>
        Gen.Select(Versions, Gen.Int[0, 3], Gen.Int[0, 3]).Sample((version, major, minor) =>
        {
            bool Contains(string range) => VersionRange.Parse(range).Contains(version);
            Assert.Equal(Contains($">={major}.{minor}.0 <{major}.{minor + 1}.0"), Contains($"{major}.{minor}"));
            Assert.Equal(Contains($"{major}.{minor}.x"), Contains($"~{major}.{minor}"));
            Assert.Equal(Contains($"{major}.x"), Contains($"^{major}"));
            Assert.Equal(Contains($"<{major}.{minor} || {major}.{minor}.x || >{major}.{minor}"), Contains("*"));
            Assert.Equal(Contains($">{major}.{minor}"), !Contains($"<={major}.{minor}") && !version.IsPrerelease);
        });

    [Fact]
    public void A_caret_never_leaves_what_is_compatible() =>
        Gen.Select(Versions.Where(version => !version.IsPrerelease), Versions).Sample((from, version) =>
        {
            if (!VersionRange.Parse($"^{from}").Contains(version))
                return;

            Assert.True(SemanticVersionOrder.Instance.Compare(version, from) >= 0);
            Assert.Equal(from.Major, version.Major);
            Assert.True(!from.Major.IsZero || from.Minor == version.Minor);
        });

    [Fact]
    public void Any_text_is_a_range_or_refused() =>
        Gen.String[Gen.Char["0123.xX*^~<>=|- ,vrc"], 0, 12].Sample(text => Assert.True(VersionRange.TryParse(text, out _, out var error) ^ error is not null));
}
