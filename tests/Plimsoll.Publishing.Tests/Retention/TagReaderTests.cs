using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Tests.Retention;

public class TagReaderTests
{
    private static readonly string Hex = new('a', 64);

    [Theory]
    [InlineData("a1b2c3d", "sha")]
    [InlineData("sha-1234567", "sha")]
    [InlineData("a1b2c3d-dirty", "dirty")]
    [InlineData("2026-05-19", "date")]
    [InlineData("2026-05-19.2", "date")]
    [InlineData("pr-12", "pull-request")]
    [InlineData("2.1.0", "release")]
    [InlineData("v2.1.0", "release")]
    [InlineData("2.1.0-alpine", "release")]
    [InlineData("2.1.0-dev", "release")]
    [InlineData("2.1.0_build.5", "release")]
    [InlineData("2.1.0-rc.1", "prerelease")]
    [InlineData("2.1.1-alpha.0.5", "prerelease")]
    [InlineData("2.1.0-dev.3", "prerelease")]
    [InlineData("1.2.0rc1", "prerelease")]
    [InlineData("latest", "line")]
    [InlineData("2", "line")]
    [InlineData("2.1", "line")]
    [InlineData("staging", "environment")]
    [InlineData("stable", "other")]
    [InlineData("feature-x", "other")]
    [InlineData("1234567", "line")]
    [InlineData("A1B2C3D", "other")]
    public void The_text_of_a_tag_tells_its_kind(string tag, string kind) =>
        Assert.Equal(kind, new TagReader(new TagRules(), ["staging"], [], []).Read(tag).Kind);

    [Theory]
    [InlineData("")]
    [InlineData(".sig")]
    [InlineData(".att")]
    [InlineData(".sbom")]
    public void What_belongs_to_an_image_names_it(string ending)
    {
        var read = new TagReader(new TagRules(), [], [], []).Read($"sha256-{Hex}{ending}");

        Assert.Equal("referrer", read.Kind);
        Assert.Equal($"sha256:{Hex}", read.Subject!.ToString());
    }

    [Theory]
    [InlineData("a1b2c3d-alpine", "sha", "…-alpine")]
    [InlineData("a1b2c3d", "sha", "")]
    [InlineData("20260519-083000", "date", "")]
    [InlineData("branch-feature-x", "branch", "branch-…")]
    [InlineData("2.1.0-alpine", "release", "…-alpine")]
    [InlineData("2.1.0-rc.1-alpine", "prerelease", "…-alpine")]
    public void Prefixes_suffixes_and_formats_are_those_of_the_configuration(string tag, string kind, string group)
    {
        var rules = new TagRules
        {
            Strategies =
            [
                new SemanticVersionStrategy(), new SemanticVersionStrategy { Suffix = "-alpine" }, new GitShaStrategy { Suffix = "-alpine" },
                new DateStrategy { Format = "yyyyMMdd-HHmmss" }, new BranchStrategy { Prefix = "branch-" },
            ],
        };

        var read = new TagReader(rules, [], [], []).Read(tag);

        Assert.Equal((kind, group), (read.Kind, read.Group));
    }

    [Theory]
    [InlineData("2026.5.0", "release")]
    [InlineData("2026.05.19", "date")]
    public void A_calendar_version_is_a_release_and_a_date_with_dots_is_none(string tag, string kind)
    {
        var rules = new TagRules { Strategies = kind == "date" ? [new DateStrategy { Format = "yyyy.MM.dd" }] : [new CalendarVersionStrategy()] };

        Assert.Equal(kind, new TagReader(rules, [], [], []).Read(tag).Kind);
    }

    [Theory]
    [InlineData("2.0.0-nightfall", "release", "prerelease")]
    [InlineData("2026-05-19", "date", "release")]
    [InlineData("feature-x", "other", "release")]
    public void A_git_tag_of_the_same_name_decides(string tag, string without, string with)
    {
        Assert.Equal(without, new TagReader(new TagRules(), [], [], []).Read(tag).Kind);
        Assert.Equal(with, new TagReader(new TagRules(), [], [$"v{tag}"], []).Read(tag).Kind);
    }

    [Fact]
    public void A_pattern_says_which_tags_are_those_of_branches()
    {
        var reader = new TagReader(new TagRules(), ["feature-prod"], [], ["feature-*", "*"]);

        Assert.Equal("branch", reader.Read("feature-x").Kind);
        Assert.Equal("environment", reader.Read("feature-prod").Kind);
        Assert.Equal("release", reader.Read("2.1.0").Kind);
    }
}
