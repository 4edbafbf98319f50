using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Strategies;

public class ReleaseTagHintTests
{
    [Theory]
    [InlineData("v1", "v1 has 1 of the three numbers of a semantic version: tag v1.0.0, or use the strategy 'pep440' or 'match'")]
    [InlineData("v1.2", "v1.2 has 2 of the three numbers of a semantic version: tag v1.2.0, or use the strategy 'pep440' or 'match'")]
    [InlineData("1.2.3.4", "1.2.3.4 has 4 numbers, but a semantic version has three: use the strategy 'pep440' or 'match'")]
    [InlineData("v2026.01.05", "v2026.01.05 has a number with a leading zero: tag v2026.1.5, or use the strategy 'match'")]
    [InlineData("v01.2.3", "v01.2.3 has a number with a leading zero: tag v1.2.3, or use the strategy 'match'")]
    [InlineData("1.2.3-rc.01", "1.2.3-rc.01 has a number with a leading zero: tag 1.2.3-rc.1, or use the strategy 'match'")]
    [InlineData("v1.2.3rc1", "v1.2.3rc1 has no dash before 'rc1': tag v1.2.3-rc1, or use the strategy 'pep440' or 'match'")]
    [InlineData("v1.2.3.Final", "v1.2.3.Final has no dash before 'Final': tag v1.2.3-Final, or use the strategy 'pep440' or 'match'")]
    [InlineData("v1.2.3_4", "v1.2.3_4 has an underscore, which starts build metadata only in image tags: tag v1.2.3+4, or use the strategy 'match'")]
    [InlineData("release-1.2.3", "release-1.2.3 has the prefix 'release-': write 'version: { tagPrefix: \"release-\" }' in plimsoll.yml, or a component with that 'tagPrefix'")]
    [InlineData("api/v1.2.3-rc.1", "api/v1.2.3-rc.1 has the prefix 'api/v': write 'version: { tagPrefix: \"api/v\" }' in plimsoll.yml, or a component with that 'tagPrefix'")]
    [InlineData("version2.1.0", "version2.1.0 has the prefix 'version': write 'version: { tagPrefix: \"version\" }' in plimsoll.yml, or a component with that 'tagPrefix'")]
    public void A_tag_that_is_nearly_a_release_is_named_with_the_way_to_use_it(string tag, string expected)
    {
        foreach (var host in new[] { null, new HostContext { Host = "GitHub Actions", Tag = tag, Event = BuildEvent.Tag } })
            Assert.Equal($"no release tag at HEAD: {expected}", Reason(Contexts.Repository(tag), new TagRules(), host));
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("deployed-2026-11-29")]
    [InlineData("v")]
    public void Another_tag_is_not_named(string tag)
    {
        foreach (var host in new[] { null, new HostContext { Host = "GitHub Actions", Tag = tag, Event = BuildEvent.Tag } })
            Assert.Equal("no release tag at HEAD", Reason(Contexts.Repository(tag), new TagRules(), host));
    }

    [Fact]
    public void Other_components_are_not_named()
    {
        var rules = new TagRules { TagPrefix = "api-v" };

        Assert.Equal("no release tag at HEAD", Reason(Contexts.Repository("web-v1.0.0"), rules));
        Assert.Equal("no release tag at HEAD: web-v1.0.0 does not start with the prefix 'api-v'", Reason(Contexts.Repository("web-v1.0.0"), rules, new HostContext { Host = "GitHub Actions", Tag = "web-v1.0.0", Event = BuildEvent.Tag }));
        Assert.StartsWith("no release tag at HEAD: api-v1.2 has 2 of the three numbers of a semantic version: tag api-v1.2.0", Reason(Contexts.Repository("api-v1.2"), rules), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_are_all_named_and_one_that_is_ignored_says_so() =>
        Assert.Equal(
            "no release tag at HEAD: 2024.1.0 is ignored because of 'ignoreTags' in plimsoll.yml; v1.2 has 2 of the three numbers of a semantic version: tag v1.2.0, or use the strategy 'pep440' or 'match'",
            Reason(Contexts.Repository("2024.1.0", "v1.2"), new TagRules { IgnoreTags = ["20*"] }));

    [Fact]
    public void Beside_a_release_nothing_is_said() => Assert.Empty(TagEngine.Derive(Contexts.Build(Contexts.Repository("v1.0.0", "v1.2")), new TagRules { Only = ["semver"] }, new KnownTags([])).Skipped);

    private static string Reason(RepositoryState repository, TagRules rules, HostContext? host = null) =>
        Assert.Single(TagEngine.Derive(Contexts.Build(repository, host: host), rules with { Only = [StrategyNames.SemanticVersion] }, new KnownTags([])).Skipped).Reason;
}
