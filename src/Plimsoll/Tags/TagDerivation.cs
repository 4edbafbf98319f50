using NuGet.Versioning;
using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>What a strategy derives from, and where it leaves what it finds.</summary>
internal sealed class TagDerivation
{
    private readonly List<Tag> _tags = [];
    private readonly List<SkippedRule> _skipped = [];
    private readonly List<string> _warnings = [];

    public TagDerivation(BuildContext context, TagRules rules, KnownTags known)
    {
        Context = context;
        Rules = rules;

        var gitReleases = ReleaseTag.Among(known.Git);
        var registryReleases = ReleaseTag.Among(known.Registry ?? []);
        StableReleases = [.. gitReleases.Concat(registryReleases).Where(release => release.IsStable).Select(release => release.Version).Distinct().OrderDescending(SemanticVersionOrder.Instance)];
        WarnOfDisagreement(gitReleases, registryReleases);
        Release = ReleaseAtHead();
    }

    public BuildContext Context { get; }

    public TagRules Rules { get; }

    /// <summary>The release tag that is built, or <c>null</c>.</summary>
    public ReleaseTag? Release { get; }

    /// <summary>The stable versions that git or the registry know, highest first.</summary>
    public IReadOnlyList<SemanticVersion> StableReleases { get; }

    public IReadOnlyList<Tag> Tags => _tags;

    public IReadOnlyList<SkippedRule> Skipped => _skipped;

    public IReadOnlyList<string> Warnings => _warnings;

    public void Add(string value, string strategy, Mutability mutability, string reason) => _tags.Add(new Tag(value, strategy, mutability, reason));

    public void Skip(string strategy, string reason) => _skipped.Add(new SkippedRule(strategy, reason));

    /// <summary>
    /// The highest release tag at HEAD. Where the host was started by a tag, that tag is what is released, although
    /// another one may be at the same commit.
    /// </summary>
    private ReleaseTag? ReleaseAtHead()
    {
        var atHead = ReleaseTag.Among(Context.Repository.TagsAtHead);
        return Context.Host is { Tag: { } pushed }
            ? atHead.FirstOrDefault(release => release.Name == pushed)
            : atHead.Count > 0 ? atHead[0] : null;
    }

    private void WarnOfDisagreement(IReadOnlyList<ReleaseTag> git, IReadOnlyList<ReleaseTag> registry)
    {
        var inGit = git.FirstOrDefault(release => release.IsStable);
        var inRegistry = registry.FirstOrDefault(release => release.IsStable);
        if (inRegistry is not null && (inGit is null || SemanticVersionOrder.Instance.Compare(inRegistry.Version, inGit.Version) > 0))
            _warnings.Add($"registry-ahead-of-git: the registry holds {inRegistry.Name}, git's highest release is {inGit?.Name ?? "none"}; the higher one decides which tags may move.");
    }
}
