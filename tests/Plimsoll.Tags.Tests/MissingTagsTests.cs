using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>A clone that has the whole history and not the tags of its remote.</summary>
public class MissingTagsTests
{
    private static readonly BuildContext Doubted = Contexts.Build(Contexts.Repository() with { RemoteName = "upstream", MissingTagsReason = "none were fetched" });

    [Fact]
    public void Where_the_remote_was_not_asked_it_is_a_warning()
    {
        var warning = Assert.Single(TagEngine.Derive(Doubted, new TagRules(), new KnownTags([])).Warnings);

        Assert.StartsWith("tags-may-be-missing: none were fetched", warning, StringComparison.Ordinal);
        Assert.Contains("git fetch --tags upstream", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_a_host_makes_one_doubt_is_no_part_of_the_plan()
    {
        var onHost = Contexts.Build(Contexts.Repository() with { RemoteName = "origin" }, host: new HostContext { Host = "GitHub Actions" });

        var plan = TagEngine.Derive(onHost, new TagRules(), new KnownTags([]));

        Assert.Empty(plan.Warnings);
        Assert.StartsWith("tags-may-be-missing: this clone has no git tags", Assert.Single(plan.RunWarnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_depends_on_no_release_is_derived_without_a_word() =>
        Assert.Empty(TagEngine.Derive(Doubted, new TagRules { Only = [StrategyNames.GitSha] }, new KnownTags([]) { RemoteGit = ["v2.1.0"] }).Warnings);

    [Fact]
    public void Release_tags_that_only_the_remote_has_keep_a_version_from_being_derived()
    {
        var known = new KnownTags(["v1.0.0"]) { RemoteGit = ["v1.0.0", "v2.1.0", "v2.10.0", "nightly", "v2.9.0", "2.0.0"] };

        var refusal = Assert.Throws<PlimsollException>(() => TagEngine.Derive(Doubted, new TagRules(), known));

        Assert.Equal(ErrorKind.Usage, refusal.Kind);
        Assert.Contains("v2.10.0, v2.9.0, v2.1.0 and 1 more", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("git fetch --tags upstream", refusal.Advice, StringComparison.Ordinal);
        Assert.Empty(TagEngine.Derive(Doubted, new TagRules { AllowShallow = true }, known).Warnings);
    }

    [Fact]
    public void A_remote_without_further_releases_takes_the_doubt_away() =>
        Assert.Empty(TagEngine.Derive(Doubted, new TagRules(), new KnownTags([]) { RemoteGit = ["nightly", "api-v1.0.0"] }).Warnings);

    [Fact]
    public void Text_that_follows_releases_is_refused_too()
    {
        var rules = new TagRules { Strategies = [new RawStrategy { Value = "latest" }] };

        Assert.Throws<PlimsollException>(() => TagEngine.Derive(Doubted, rules, new KnownTags([]) { RemoteGit = ["v2.1.0"] }));
    }
}
