namespace Plimsoll.Policy.Tests;

public class VersionConstraintTests
{
    [Theory]
    [InlineData("1.2.3")]
    [InlineData("v1.2.3")]
    [InlineData("=1.2.3")]
    [InlineData("1.2.3-rc.1+build.5")]
    [InlineData("1.2.3-x")]
    [InlineData("latest")]
    [InlineData("main")]
    [InlineData("sha256:abc")]
    public void One_version_or_tag_is_no_range(string text) => Assert.False(VersionConstraint.IsRange(text));

    [Theory]
    [InlineData("*", true)]
    [InlineData(">=1.0", true)]
    [InlineData(">=1.0.0-0", true)]
    [InlineData(">=v1.0.0", true)]
    [InlineData("1", false)]
    [InlineData("1.2", false)]
    [InlineData("1.x", false)]
    [InlineData("1.2.*", false)]
    [InlineData("^1.2.3", false)]
    [InlineData("~1.2.3", false)]
    [InlineData(">=1.0 <2", false)]
    [InlineData("1.0 - 2.0", false)]
    [InlineData("1.2.3 || 2.x", false)]
    public void A_range_ends_somewhere_or_not(string text, bool isUnbounded)
    {
        Assert.True(VersionConstraint.IsRange(text));
        Assert.Equal(isUnbounded, VersionConstraint.IsUnbounded(text));
    }
}
