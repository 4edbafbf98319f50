using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class SemanticVersionTests
{
    // The examples of the regular expression that semver.org suggests.
    [Theory]
    [InlineData("0.0.4")]
    [InlineData("10.20.30")]
    [InlineData("1.1.2-prerelease+meta")]
    [InlineData("1.1.2+meta-valid")]
    [InlineData("1.0.0-alpha.beta.1")]
    [InlineData("1.0.0-alpha0.valid")]
    [InlineData("1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay")]
    [InlineData("2.0.0+build.1848")]
    [InlineData("1.2.3----RC-SNAPSHOT.12.9.1--.12+788")]
    [InlineData("1.0.0+0.build.1-rc.10000aaa-kk-0.1")]
    [InlineData("99999999999999999999999.999999999999999999.99999999999999999")]
    [InlineData("1.0.0-0A.is.legal")]
    public void A_valid_version_is_written_as_it_was_read(string text)
    {
        Assert.True(SemanticVersion.TryParse(text, out var version));
        Assert.Equal(text, version.ToFullString());
        Assert.Equal(version, new SemanticVersion(version.Major, version.Minor, version.Patch, version.ReleaseLabels, version.Metadata));
        Assert.Equal(text.Split('+')[0], version.ToNormalizedString());
        Assert.Equal(text.Split('+')[0].Contains('-', StringComparison.Ordinal), version.IsPrerelease);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3-0123")]
    [InlineData("1.1.2+.123")]
    [InlineData("+invalid")]
    [InlineData("1.0.0-alpha_beta")]
    [InlineData("1.0.0-alpha..1")]
    [InlineData("01.1.1")]
    [InlineData("1.1.01")]
    [InlineData("1.2.3.DEV")]
    [InlineData("1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788")]
    [InlineData("-1.0.3-gamma+b7718")]
    [InlineData("9.8.7+meta+meta")]
    [InlineData("v1.0.0")]
    [InlineData(" 1.0.0")]
    [InlineData("1.0.0\n")]
    [InlineData("1.0.0-")]
    [InlineData("1.0.0+")]
    [InlineData("\u0661.0.0")]
    public void Anything_else_is_not_one(string? text) => Assert.False(SemanticVersion.TryParse(text, out _));
}
