using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class VersionCalculatorTests
{
    [Theory]
    [InlineData("a (1.2.3)", "1.2.3", 0, "1.2.3")]
    [InlineData("b a\na (1.2.3)", "1.2.4-alpha.0.1", 1, "1.2.3")]
    [InlineData("c b\nb a\na (1.2.3-rc.1)", "1.2.3-rc.1.2", 2, "1.2.3-rc.1")]
    [InlineData("a (1.2.3-rc.1)", "1.2.3-rc.1", 0, "1.2.3-rc.1")]
    [InlineData("a", "0.0.0-alpha.0", 0, null)]
    [InlineData("c b\nb a\na", "0.0.0-alpha.0.2", 2, null)]
    [InlineData("a (1.2.3+linux)", "1.2.3+linux", 0, "1.2.3+linux")]
    [InlineData("b a\na (1.2.3+linux)", "1.2.4-alpha.0.1", 1, "1.2.3+linux")]
    [InlineData("b a\na (1.0.0-rc.1 1.0.0)", "1.0.1-alpha.0.1", 1, "1.0.0")]
    [InlineData("c b\nb a (0.9.0)\na (1.0.0)", "0.9.1-alpha.0.1", 1, "0.9.0")]
    public void The_nearest_version_tag_of_a_line_counts_and_the_highest_of_one_commit(string history, string version, int height, string? tag)
    {
        var calculated = VersionCalculator.Calculate(new ScriptedHistory(history), new VersionOptions());

        Assert.Equal((version, height, tag), (calculated.Version.ToFullString(), calculated.Height, calculated.Tag));
    }

    [Theory]
    [InlineData("m l r\nl o (1.0.0)\nr o (2.0.0)\no", "2.0.1-alpha.0.1")]
    [InlineData("m l r\nl o (2.0.0)\nr o (1.0.0)\no", "2.0.1-alpha.0.1")]
    [InlineData("m l r\nl o\nr o (2.0.0)\no (1.0.0)", "2.0.1-alpha.0.1")]
    [InlineData("m l r\nl s (1.0.0)\ns\nr q (1.0.0)\nq", "1.0.1-alpha.0.1")]
    // The same tag along two ways: the height is that of the first one, not of the shorter or longer one.
    [InlineData("m l r\nl k\nk o\nr o\no (1.0.0)", "1.0.1-alpha.0.3")]
    [InlineData("m r l\nl k\nk o\nr o\no (1.0.0)", "1.0.1-alpha.0.2")]
    [InlineData("m a b c\na o (1.0.0)\nb o (1.1.0)\nc o (1.0.5)\no", "1.1.1-alpha.0.1")]
    public void Of_several_ways_the_one_to_the_highest_version_counts_and_then_the_first(string history, string version) =>
        Assert.Equal(version, VersionCalculator.Calculate(new ScriptedHistory(history), new VersionOptions()).Version.ToFullString());

    [Theory]
    [InlineData("", "1.0.0", "1.0.0")]
    [InlineData("", "v1.0.0", null)]
    [InlineData("v", "v1.0.0", "1.0.0")]
    [InlineData("v", "V1.0.0", "1.0.0")]
    [InlineData("v", "1.0.0", null)]
    [InlineData("app/", "app/1.0.0", "1.0.0")]
    [InlineData("", "1.0", null)]
    [InlineData("", "01.0.0", null)]
    [InlineData("", "1.0.0.0", null)]
    [InlineData("", "1.0.0-01", null)]
    [InlineData("", "1.0.0-", null)]
    [InlineData("", "1.0.0-rc.1+x.01", "1.0.0-rc.1+x.01")]
    [InlineData("", "99999999999.0.0", "99999999999.0.0")]
    public void A_tag_is_the_prefix_and_a_strict_version(string prefix, string tag, string? version)
    {
        Assert.Equal(version is not null, VersionCalculator.TryParseTag(tag, prefix, out var parsed));
        Assert.Equal(version, parsed?.ToFullString());
    }

    [Theory]
    [InlineData(VersionPart.Major, "2.0.0-alpha.0.1")]
    [InlineData(VersionPart.Minor, "1.3.0-alpha.0.1")]
    [InlineData(VersionPart.Patch, "1.2.4-alpha.0.1")]
    public void The_chosen_number_is_counted_up_behind_a_release(VersionPart part, string version) =>
        Assert.Equal(version, Calculate("b a\na (1.2.3)", new VersionOptions { AutoIncrement = part }));

    [Theory]
    [InlineData("b a\na (1.2.3)", 1, 2, "1.2.4-alpha.0.1")]
    [InlineData("b a\na (1.2.3)", 1, 3, "1.3.0-alpha.0.1")]
    [InlineData("b a\na (1.2.3)", 2, 0, "2.0.0-alpha.0.1")]
    [InlineData("b a\na (2.0.0-rc.1)", 2, 0, "2.0.0-rc.1.1")]
    [InlineData("b a\na (2.0.0-rc.1)", 2, 1, "2.1.0-alpha.0.1")]
    [InlineData("a (1.2.3)", 2, 0, "1.2.3")]
    [InlineData("a", 2, 0, "2.0.0-alpha.0")]
    public void A_minimum_counts_unless_a_version_tag_is_at_head(string history, int major, int minor, string version) =>
        Assert.Equal(version, Calculate(history, new VersionOptions { MinimumMajorMinor = new MajorMinor(major, minor) }));

    [Theory]
    [InlineData("b a\na (1.2.3)", "1.2.3")]
    [InlineData("b a\na (1.2.3-rc.1+x)", "1.2.3-rc.1+x")]
    [InlineData("b a\na", "0.0.0-alpha.0")]
    public void A_height_that_is_ignored_leaves_the_tag_as_it_is(string history, string version) =>
        Assert.Equal(version, Calculate(history, new VersionOptions { IgnoreHeight = true }));

    [Theory]
    [InlineData("a (1.2.3)", "1.2.3+b.7")]
    [InlineData("a (1.2.3+x)", "1.2.3+x.b.7")]
    [InlineData("b a\na (1.2.3+x)", "1.2.4-preview.0.1+b.7")]
    public void Build_metadata_is_put_behind_that_of_a_tag_at_head(string history, string version) =>
        Assert.Equal(version, Calculate(history, new VersionOptions { BuildMetadata = "b.7", DefaultPreReleaseIdentifiers = ["preview", "0"] }));

    [Theory]
    [InlineData("1.0.0+B 1.0.0+a", "1.0.0+a")]
    [InlineData("1.0.0-RC 1.0.0-rc", "1.0.0-rc")]
    [InlineData("1.0.0 1.0.0+a", "1.0.0")]
    public void Of_equal_versions_at_one_commit_the_first_name_in_the_order_of_words_counts(string tags, string version) =>
        Assert.Equal(version, Calculate($"a ({tags})", new VersionOptions()));

    [Fact]
    public void A_history_without_commits_has_the_version_of_no_tag()
    {
        var calculated = VersionCalculator.Calculate(new ScriptedHistory(""), new VersionOptions());

        Assert.Equal("0.0.0-alpha.0", calculated.Version.ToFullString());
        Assert.Null(calculated.Commit);
    }

    [Theory]
    [InlineData("1.0.2147483647", VersionPart.Patch, "1.0.2147483648-alpha.0.1")]
    [InlineData("1.2147483647.0", VersionPart.Minor, "1.2147483648.0-alpha.0.1")]
    [InlineData("2147483647.0.0", VersionPart.Major, "2147483648.0.0-alpha.0.1")]
    [InlineData("2147483648.0.0", VersionPart.Patch, "0.0.0-alpha.0.1")] // passed over, as MinVer does
    public void A_number_is_counted_up_beyond_what_is_read_with_a_prefix_of_ones_own(string tag, VersionPart part, string expected) =>
        Assert.Equal(expected, Calculate($"b a\na ({tag})", new VersionOptions { AutoIncrement = part }));

    [Fact]
    public void Nothing_is_read_behind_a_version_tag()
    {
        var history = new ScriptedHistory("c b\nb a (1.0.0)\na");

        VersionCalculator.Calculate(history, new VersionOptions());

        Assert.Equal(["c"], history.Asked);
    }

    [Fact]
    public void Other_ways_are_not_read_when_none_can_lead_to_a_higher_version()
    {
        var history = new ScriptedHistory("m l r\nl o (2.0.0)\nr q\nq o\no (1.0.0)");

        Assert.Equal("2.0.1-alpha.0.1", VersionCalculator.Calculate(history, new VersionOptions()).Version.ToFullString());
        Assert.Equal(["m"], history.Asked);
    }

    [Fact]
    public void Without_any_version_tag_the_first_way_to_a_root_is_all_that_is_read()
    {
        var history = new ScriptedHistory("m l r\nl o\nr q\nq p\np\no (latest)");

        Assert.Equal("0.0.0-alpha.0.2", VersionCalculator.Calculate(history, new VersionOptions()).Version.ToFullString());
        Assert.Equal(["m", "l", "o"], history.Asked);
    }

    [Theory]
    [InlineData("a (1.2.3)", "the tag 1.2.3 is at HEAD")]
    [InlineData("b a\na (1.2.3)", "the tag 1.2.3 is 1 commit back; its patch number is incremented")]
    [InlineData("c b\nb a\na (1.2.3-rc.1)", "the tag 1.2.3-rc.1 is 2 commits back")]
    [InlineData("a (v1.2.3)", "no version tag was found in the history, and the first commit is 0 commits back")]
    public void The_reason_names_tag_and_height(string history, string reason) =>
        Assert.Equal(reason, VersionCalculator.Calculate(new ScriptedHistory(history), new VersionOptions()).Reason);

    [Theory]
    [InlineData("2.1.0", "2.1.0-dirty.a1b2c3d4")]
    [InlineData("2.1.0-rc.1+x", "2.1.0-rc.1.dirty.a1b2c3d4+x")]
    public void A_changed_release_is_a_prerelease_of_its_own(string version, string dirty)
    {
        var changed = DirtyVersion.Create(SemanticVersion.Parse(version), "a1b2c3d4");

        Assert.Equal(dirty, changed.ToFullString());
        Assert.Equal(changed, SemanticVersion.Parse(dirty));
    }

    private static string Calculate(string history, VersionOptions options) =>
        VersionCalculator.Calculate(new ScriptedHistory(history), options).Version.ToFullString();
}
