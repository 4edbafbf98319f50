using System.Numerics;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>What a <see cref="TagStrategy"/> derives its tags from, and where it adds them.</summary>
public sealed class TagDerivation
{
    private readonly Dictionary<string, (Tag Tag, string Source)> _tags = new(StringComparer.Ordinal);
    private readonly List<Tag> _ordered = [];
    private readonly List<SkippedRule> _skipped = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _runWarnings = [];
    private readonly IReadOnlyList<string> _missing;
    private readonly BranchNames _branches;
    private readonly List<string> _nearMisses = [];

    internal TagDerivation(BuildContext context, TagRules rules, IReadOnlyList<TagStrategy> strategies, KnownTags known)
    {
        Context = context;
        Rules = rules;
        Known = known;

        var scheme = new ReleaseScheme(strategies, rules);
        Release = ReleaseAtHead(scheme) is { } release ? release with { IsMarkedPrerelease = context.Host?.IsPrerelease == true } : null;
        var git = scheme.InGit(known.Git);
        _missing = [.. scheme.InGit(known.RemoteGit?.Except(known.Git) ?? []).Select(release => release.Name)];
        var registry = scheme.InRegistry(known.Registry ?? []);
        var since = rules.Strategies.OfType<LatestStrategy>().FirstOrDefault(strategy => strategy.Since is not null)?.Since;
        Lines = new ReleaseLines(Release, git.Concat(registry).Where(release => release.IsStable), new ReleaseCommits(context.Repository, git, since));
        if (Release is null)
            _nearMisses.AddRange(context.GitTags.Select(tag => ReleaseTagHint.Describe(tag, rules, isBuilt: context.Branch is null)).OfType<string>());
        BranchTags = new BranchTagGuard(context, known, rules.AllowOlder);
        _branches = new BranchNames(context, rules);
        WarnOfDisagreement(git, registry);
    }

    /// <summary>The observed state of repository, CI host and clock.</summary>
    public BuildContext Context { get; }

    /// <summary>The rules of this run.</summary>
    public TagRules Rules { get; }

    /// <summary>The tags that exist already.</summary>
    public KnownTags Known { get; }

    /// <summary>The default branch: the configured one, else that of the CI host or repository; <c>null</c> if none is known.</summary>
    public string? DefaultBranch => Rules.DefaultBranch ?? Context.DefaultBranch;

    /// <summary>The release tag at HEAD, or <c>null</c>; in a pull request always <c>null</c>.</summary>
    public ReleaseTag? Release { get; }

    /// <summary>Why there is no <see cref="Release"/>.</summary>
    public string NoReleaseReason => _nearMisses.Count == 0 ? ShortNoReleaseReason : $"{ShortNoReleaseReason}: {string.Join("; ", _nearMisses)}";

    /// <summary>The same without the tags at HEAD that are none.</summary>
    internal string ShortNoReleaseReason => Context.Host?.PullRequest is not null || Context.IsUnknownRun ? Context.NoBranchReason : "no release tag at HEAD";

    /// <summary>The tags that follow releases.</summary>
    internal ReleaseLines Lines { get; }

    /// <summary>The tags that name the newest build of a branch.</summary>
    internal BranchTagGuard BranchTags { get; }

    /// <summary>The source of tags that are derived from <see cref="Release"/>.</summary>
    internal string ReleaseSource => DescribeGitTag(Release!.Name);

    internal IReadOnlyList<Tag> Tags => _ordered;

    internal IReadOnlyList<SkippedRule> Skipped => _skipped;

    internal IReadOnlyList<string> Warnings => _warnings;

    internal IReadOnlyList<string> RunWarnings => _runWarnings;

    /// <summary>The source of a tag that is derived from a git tag, as the built-in strategies write it.</summary>
    public static string DescribeGitTag(string gitTag) => $"git tag '{gitTag}'";

    /// <summary>Adds a tag exactly as given.</summary>
    /// <param name="strategy">The rule.</param>
    /// <param name="value">The tag.</param>
    /// <param name="mutability">Whether it may ever point to another image.</param>
    /// <param name="reason">Why it is derived, as a phrase such as <c>v2.1.0 is at HEAD</c>.</param>
    /// <param name="source">What it is derived from, such as <c>branch 'main'</c>. The same tag from two sources is an error; from the same source it is skipped.</param>
    /// <exception cref="PlimsollException">It is not a valid tag, or another source gives the same tag (kind <see cref="ErrorKind.Usage"/>).</exception>
    public void Add(TagStrategy strategy, string value, Mutability mutability, string reason, string source)
    {
        if (!Plimsoll.Oci.Images.ImageReference.IsValidTag(value))
            throw PlimsollException.Usage($"Strategy '{strategy.Name}' derives '{value}', which is not a valid tag.", "A tag has 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'.");

        var tag = new Tag(value, strategy.Name, mutability, reason);
        if (_tags.TryAdd(value, (tag, source)))
        {
            _ordered.Add(tag);
            return;
        }

        var (there, other) = _tags[value];
        if (other != source || there.Mutability != mutability)
            throw PlimsollException.Usage(
                $"Strategies '{there.Strategy}' and '{strategy.Name}' both derive the tag '{value}', from {other} ({there.Reason}) and from {source} ({reason}).",
                "Rename one of them, give one a prefix or suffix, or select the strategies to use.");
        Skip(strategy, $"{value}: already derived from {source} by strategy '{there.Strategy}'");
    }

    /// <summary>
    /// Adds a tag made of arbitrary text, such as a branch name. Characters that are not valid in a tag are replaced. A tag
    /// that is reserved for releases, commits or dates is skipped with a reason, and so is text that leaves nothing valid.
    /// </summary>
    /// <param name="strategy">The rule; its prefix and suffix are added.</param>
    /// <param name="text">The text.</param>
    /// <param name="mutability">Whether it may ever point to another image; <c>null</c> to classify the text with <see cref="TagClassifier"/>.</param>
    /// <param name="reason">Why it is derived, as a phrase such as <c>v2.1.0 is at HEAD</c>.</param>
    /// <param name="source">What it is derived from.</param>
    /// <param name="followsReleases">Whether a tag such as <c>1.2</c> or <c>latest</c> is treated as one that follows releases, and never moves backwards. The default is <c>true</c>.</param>
    /// <param name="affixes">The prefix and suffix that <paramref name="text"/> already has; <c>null</c> for those of the rule.</param>
    /// <param name="deriveFromGitTag">The whole tag that the rule derives from another git tag; <c>null</c> if it does not derive from git tags.</param>
    /// <param name="followsBranch">Whether the tag names the newest build of the branch that is built, and so never goes back to an older commit. The default is <c>false</c>.</param>
    /// <exception cref="PlimsollException">Another source gives the same tag, or the history is incomplete and the tag depends on it (kind <see cref="ErrorKind.Usage"/>).</exception>
    public void AddText(
        TagStrategy strategy, string text, Mutability? mutability, string reason, string source,
        bool followsReleases = true, (string Prefix, string Suffix)? affixes = null, Func<string, string?>? deriveFromGitTag = null,
        bool followsBranch = false)
    {
        if (!TagText.TrySanitize(text, out var sanitized, strategy.MaximumTextLength))
        {
            Skip(strategy, $"'{text}', from {source}, cannot be converted to a tag: it contains no letter, digit or underscore");
            return;
        }

        var value = strategy.Prefix + sanitized + strategy.Suffix;
        var (prefix, suffix) = affixes ?? (strategy.Prefix, strategy.Suffix);
        if (followsReleases && GetSkipReason(value, prefix, suffix, deriveFromGitTag) is { } skipReason)
            Skip(strategy, $"{value}: {skipReason}");
        else if (mutability == Mutability.Moving && strategy is not DateStrategy && TagClassifier.Classify(value) == Mutability.Immutable)
            Skip(strategy, $"{value}: {source} can move, but a tag of this form is an immutable version, commit or date");
        else if ((followsBranch || (Release is null && IsLatest(value, prefix, suffix))) && BranchTags.GetSkipReason(value) is { } olderReason)
            Skip(strategy, $"{value}: {olderReason}");
        else
            Add(strategy, value, mutability ?? TagClassifier.Classify(value), reason, source);
    }

    /// <summary>
    /// What a branch is called as a tag: its sanitized name, with a hash of it where that would be another branch's tag, or one
    /// that versions, commits, days, <c>latest</c> or other rules use.
    /// </summary>
    /// <param name="branch">The branch, without <c>refs/heads/</c>.</param>
    /// <param name="prefix">What stands before it in the tag.</param>
    /// <param name="suffix">What stands behind it in the tag.</param>
    /// <returns>The text between prefix and suffix; <c>null</c> where nothing of the branch's name is valid in a tag.</returns>
    public BranchText? FindBranchText(string branch, string prefix = "", string suffix = "") => _branches.Find(branch, prefix, suffix);

    /// <summary>Why a tag that follows releases must not point to this build: <c>1-alpine</c> follows them as <c>1</c> does.</summary>
    private string? GetSkipReason(string tag, string prefix, string suffix, Func<string, string?>? deriveFromGitTag)
    {
        var line = WithoutSuffix(tag, suffix);
        var isLatest = IsLatest(tag, prefix, suffix);
        var isOfRelease = Release is not null && deriveFromGitTag is not null && TagClassifier.Classify(tag) == Mutability.Moving;
        var skipReason = isLatest ? GetLatestSkipReason()
            : Lines.GetSkipReason(tag) ?? Lines.GetSkipReason(line) ?? (isOfRelease ? Lines.GetDerivedSkipReason(tag, Rules.TagPrefix, deriveFromGitTag!) : null);
        if (skipReason is null && (isLatest || isOfRelease || ReleaseLines.IsReserved(line)))
            RefuseIncompleteHistory();
        return skipReason;
    }

    private static bool IsLatest(string tag, string prefix, string suffix)
    {
        var line = WithoutSuffix(tag, suffix);
        var bare = line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : line;
        return ReleaseLines.IsLatest(bare) || ReleaseLines.IsLatest(line) || ReleaseLines.IsLatest(tag);
    }

    private static string WithoutSuffix(string tag, string suffix) => tag.EndsWith(suffix, StringComparison.Ordinal) ? tag[..^suffix.Length] : tag;

    /// <summary>A shallow clone, and one without tags, lacks releases, so that an older version could be mistaken for the highest one.</summary>
    /// <exception cref="PlimsollException">
    /// The clone is shallow or lacks release tags of its remote, and <see cref="TagRules.AllowShallow"/> is not set.
    /// </exception>
    internal void RefuseIncompleteHistory()
    {
        if (Context.Repository.IsShallow && !Rules.AllowShallow)
            throw ShallowHistory.Error(Context.Repository.Root);
        if (_missing.Count > 0 && !Rules.AllowShallow)
            throw MissingTags.Error(Context.Repository, _missing);
        if (Known.RemoteGit is not null || Context.MissingTagsReason is null)
            return;

        // What only the host makes one doubt is left out of the plan.
        var warnings = Context.Repository.MissingTagsReason is null ? _runWarnings : _warnings;
        if (MissingTags.Warning(Context) is var warning && !warnings.Contains(warning))
            warnings.Add(warning);
    }

    /// <summary>Once there are releases, a build that is not a release takes <c>latest</c> only as the newest build of the default branch.</summary>
    private string? GetLatestSkipReason()
    {
        if (Lines.GetLatestSkipReason() is { } skipReason)
            return skipReason;
        return Release is null && Lines.Highest is { } highest && LatestStrategy.GetDefaultBranchSkipReason(this, "", out _) is { } branchReason
            ? $"{highest.Text} has been released, and {branchReason}"
            : null;
    }

    /// <summary>Adds <c>2.1</c> and <c>2</c> of the release at HEAD where it is the highest of its line.</summary>
    internal void AddLines(TagStrategy strategy, bool minor, bool major, bool zeroMajor)
    {
        var version = Release!.Version;
        if (minor)
            AddLine($"{version.Major}.{version.Minor}", version.Minor);
        if (!major)
            return;
        if (version.Major > 0 || zeroMajor)
            AddLine($"{version.Major}", null);
        else
            Skip(strategy, "0: versions below 1.0.0 are not compatible with each other");

        void AddLine(string line, BigInteger? ofMinor)
        {
            if (Lines.GetLineSkipReason(version.Major, ofMinor) is { } skipReason)
                Skip(strategy, $"{line}: {skipReason}");
            else
                Add(strategy, strategy.Prefix + line + strategy.Suffix, Mutability.Moving, $"{Release.Name} is the highest release of {line}", ReleaseSource);
        }
    }

    /// <summary>Reports that the strategy derives no tag, or not this one, and why.</summary>
    /// <param name="strategy">The rule.</param>
    /// <param name="reason">Why, as a phrase that starts in lower case; it names the tag if the strategy has several.</param>
    public void Skip(TagStrategy strategy, string reason) => _skipped.Add(new SkippedRule(strategy.Name, reason));

    /// <summary>
    /// The highest release tag at HEAD. If a tag started the CI run, that tag is what is released, even if
    /// another one is at the same commit. A pull request releases nothing, even if its last commit has a tag.
    /// </summary>
    private ReleaseTag? ReleaseAtHead(ReleaseScheme scheme)
    {
        if (Context.Host?.PullRequest is not null || Context.IsUnknownRun)
            return null;

        var atHead = scheme.InGit(Context.Repository.TagsAtHead);
        if (Context.Host is not { Tag: { } pushed })
            return atHead.Count > 0 ? atHead[0] : null;

        // The run is for another commit than the one checked out: whatever is published would be wrong.
        if (!Context.Repository.TagsAtHead.Contains(pushed) && scheme.InGit([pushed]).Count > 0)
            throw PlimsollException.Usage(
                $"The CI run was started by the tag {pushed}, but that tag is not at HEAD ({Context.Repository.Head.Id}).",
                "Fetch the tags (git fetch --tags --force) and check out the tag.");
        return atHead.FirstOrDefault(release => release.Name == pushed);
    }

    private void WarnOfDisagreement(IReadOnlyList<ReleaseTag> git, IReadOnlyList<ReleaseTag> registry)
    {
        var inGit = git.FirstOrDefault(release => release.IsStable);
        var inRegistry = registry.FirstOrDefault(release => release.IsStable);
        if (inRegistry is not null && (inGit is null || ReleaseOrder.Instance.Compare(inRegistry, inGit) > 0))
            _warnings.Add($"registry-ahead-of-git: the registry has {inRegistry.Name}, but the highest release in git is {inGit?.Name ?? "none"}; the higher one decides which tags can move.");
    }
}
