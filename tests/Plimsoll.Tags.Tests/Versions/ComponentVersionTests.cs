using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class ComponentVersionTests
{
    private static readonly PathFilter Paths = PathFilter.Parse(["src/api"]);

    [Theory]
    [InlineData("", "1.0.0", false)]
    [InlineData("a", "1.0.0", false)]
    [InlineData("c", "1.0.1-alpha.0.1", true)]
    [InlineData("a b c d", "1.0.1-alpha.0.2", true)]
    public void Only_commits_count_that_touch_it(string touched, string expected, bool isChanged) =>
        Check("d c\nc b\nb a (1.0.0)\na", touched, expected, isChanged);

    [Theory]
    [InlineData("x y", "1.0.1-alpha.0.2", true)]
    [InlineData("m b x", "1.0.1-alpha.0.2", true)]
    [InlineData("m b x y", "1.0.1-alpha.0.3", true)]
    [InlineData("b", "1.0.1-alpha.0.1", true)]
    [InlineData("t r", "1.0.0", false)]
    public void The_longest_line_of_them_is_the_height_also_beside_the_tag(string touched, string expected, bool isChanged) =>
        Check("m b y\nb t\ny x\nx r\nt r (1.0.0)\nr", touched, expected, isChanged);

    [Theory]
    [InlineData("1.0.0-rc.1", "c", "1.0.0-rc.1.1")]
    [InlineData("1.0.0-rc.1", "", "1.0.0-rc.1")]
    [InlineData("1.0.0+build", "", "1.0.0+build")]
    public void A_prerelease_or_metadata_of_the_tag_is_kept_as_everywhere(string tag, string touched, string expected) =>
        Check($"c b\nb ({tag})", touched, expected, touched.Length > 0);

    [Theory]
    [InlineData("a b c", "0.0.0-alpha.0.2", true)]
    [InlineData("a", "0.0.0-alpha.0", true)]
    [InlineData("", "0.0.0-alpha.0", false)]
    public void Without_a_tag_it_is_counted_from_the_first_commit(string touched, string expected, bool isChanged) =>
        Check("c b\nb a\na", touched, expected, isChanged);

    [Fact]
    public void Without_paths_it_is_the_version_of_the_repository()
    {
        var history = new ScriptedHistory("c b\nb (1.0.0)");

        var version = ComponentVersion.Calculate(history, paths: null, new VersionOptions());

        Assert.Equal(VersionCalculator.Calculate(history, new VersionOptions()), version.Calculated);
        Assert.True(version.IsChanged);
    }

    private static void Check(string script, string touched, string expected, bool isChanged)
    {
        var history = new ScriptedHistory(script) { Touched = [.. touched.Split(' ')] };

        var version = ComponentVersion.Calculate(history, Paths, new VersionOptions());

        Assert.Equal((expected, isChanged), (version.Calculated.Version.ToFullString(), version.IsChanged));
    }
}
