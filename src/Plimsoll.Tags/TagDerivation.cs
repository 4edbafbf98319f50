using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags;

/// <summary>What a strategy derives from, and where it leaves what it finds.</summary>
internal sealed class TagDerivation
{
    private readonly Dictionary<string, (Tag Tag, string Input)> _tags = new(StringComparer.Ordinal);
    private readonly List<Tag> _ordered = [];
    private readonly List<SkippedRule> _skipped = [];
    private readonly List<string> _warnings = [];

    public TagDerivation(BuildContext context, TagRules rules, IReadOnlyList<TagStrategy> strategies, KnownTags known)
    {
        Context = context;
        Rules = rules;
        Known = known;

        var scheme = new ReleaseScheme(strategies, rules);
        Release = ReleaseAtHead(scheme);
        var git = scheme.InGit(known.Git);
        var registry = scheme.InRegistry(known.Registry ?? []);
        Lines = new ReleaseLines(Release, git.Concat(registry).Where(release => release.IsStable));
        WarnOfDisagreement(git, registry);
    }

    public BuildContext Context { get; }

    public TagRules Rules { get; }

    public KnownTags Known { get; }

    /// <summary>The default branch: the configured one, else what host or repository say.</summary>
    public string? DefaultBranch => Rules.DefaultBranch ?? Context.DefaultBranch;

    /// <summary>The release tag that is built, or <c>null</c>.</summary>
    public ReleaseTag? Release { get; }

    /// <summary>Why there is no <see cref="Release"/>.</summary>
    public string WhyNoRelease => Context.Host?.PullRequest is null ? "no release tag is at HEAD" : Context.WhyNoBranch;

    /// <summary>The tags that follow releases.</summary>
    public ReleaseLines Lines { get; }

    /// <summary>What versions are derived from: two strategies that find the same version there do not collide.</summary>
    public string ReleaseInput => Input(Release!.Name);

    public IReadOnlyList<Tag> Tags => _ordered;

    public IReadOnlyList<SkippedRule> Skipped => _skipped;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What is derived from a git tag.</summary>
    public static string Input(string gitTag) => $"the git tag '{gitTag}'";

    /// <summary>Adds a tag as it is.</summary>
    /// <param name="strategy">The rule.</param>
    /// <param name="value">The tag.</param>
    /// <param name="mutability">Whether it may move.</param>
    /// <param name="reason">Why it is derived.</param>
    /// <param name="input">What it was made of: two inputs that end as one tag are an error.</param>
    /// <exception cref="PlimsollException">It is no tag, or another input gives it too (exit code 2).</exception>
    public void Add(TagStrategy strategy, string value, Mutability mutability, string reason, string input)
    {
        if (!Plimsoll.Oci.Images.ImageReference.IsValidTag(value))
            throw PlimsollException.Usage($"The strategy '{strategy.Name}' derives '{value}', which is not a valid tag.", "A tag has 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'.");

        var tag = new Tag(value, strategy.Name, mutability, reason);
        if (_tags.TryAdd(value, (tag, input)))
        {
            _ordered.Add(tag);
            return;
        }

        var (there, other) = _tags[value];
        if (other != input || there.Mutability != mutability)
            throw PlimsollException.Usage(
                $"The strategies '{there.Strategy}' and '{strategy.Name}' both derive the tag '{value}', the one from {other}, the other from {input}: {there.Reason}; {reason}.",
                "Rename one of them, give one a prefix or suffix, or choose the strategies with --tags.");
        Skip(strategy, $"{value}: the strategy '{there.Strategy}' derives it from {input} already");
    }

    /// <summary>
    /// Adds a tag of text that Plimsoll did not make. What a tag cannot hold is replaced; what belongs to releases,
    /// commits and days is left to them, with a reason.
    /// </summary>
    /// <param name="strategy">The rule; its prefix and suffix are added.</param>
    /// <param name="text">The text.</param>
    /// <param name="mutability">Whether it may move, or <c>null</c> to tell by the text.</param>
    /// <param name="reason">Why it is derived.</param>
    /// <param name="input">What it was made of.</param>
    /// <param name="isLine">Whether something like <c>1.2</c> is taken for a line of releases.</param>
    /// <param name="affixes">What <paramref name="text"/> has around it already; <c>null</c> for the rule's prefix and suffix.</param>
    /// <param name="again">What the rule makes of another git tag, as a whole tag; <c>null</c> where it regards none.</param>
    public void AddForeign(
        TagStrategy strategy, string text, Mutability? mutability, string reason, string input,
        bool isLine = true, (string Prefix, string Suffix)? affixes = null, Func<string, string?>? again = null)
    {
        if (!TagText.TrySanitize(text, out var sanitized, strategy.Room))
        {
            Skip(strategy, $"{input} gives no tag: '{text}' has no letter, digit or underscore");
            return;
        }

        var value = strategy.Prefix + sanitized + strategy.Suffix;
        var (prefix, suffix) = affixes ?? (strategy.Prefix, strategy.Suffix);
        if (isLine && WhyNot(value, prefix, suffix, again) is { } whyNot)
            Skip(strategy, $"{value}: {whyNot}");
        else if (mutability == Mutability.Moving && strategy is not DateStrategy && TagClassifier.Classify(value) == Mutability.Immutable)
            Skip(strategy, $"{value}: {input} may move, but a tag like this is taken for a version, commit or day, which never moves");
        else
            Add(strategy, value, mutability ?? TagClassifier.Classify(value), reason, input);
    }

    /// <summary>Why a tag that follows releases must not name this build: <c>1-alpine</c> follows them as <c>1</c> does.</summary>
    private string? WhyNot(string tag, string prefix, string suffix, Func<string, string?>? again)
    {
        var line = tag.EndsWith(suffix, StringComparison.Ordinal) ? tag[..^suffix.Length] : tag;
        var bare = line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : line;
        var isLatest = ReleaseLines.IsLatest(bare) || ReleaseLines.IsLatest(line) || ReleaseLines.IsLatest(tag);
        var isOfRelease = Release is not null && again is not null && TagClassifier.Classify(tag) == Mutability.Moving;
        var whyNot = isLatest ? WhyNotLatest() : Lines.WhyNot(tag) ?? Lines.WhyNot(line) ?? (isOfRelease ? Lines.WhyNotAgain(tag, Rules.TagPrefix, again!) : null);
        if (whyNot is null && (isLatest || isOfRelease || ReleaseLines.IsReserved(line)))
            RefuseShallowHistory();
        return whyNot;
    }

    /// <summary>A shallow clone lacks release tags, so that an older version would be taken for the highest one.</summary>
    /// <exception cref="PlimsollException">It is one, and nobody takes the risk (exit code 2).</exception>
    public void RefuseShallowHistory()
    {
        if (Context.Repository.IsShallow && !Rules.AllowShallow)
            throw ShallowHistory.Error(Context.Repository.Root);
    }

    /// <summary>Where there are releases, what is none comes behind them only as the newest build of the default branch.</summary>
    private string? WhyNotLatest()
    {
        if (Lines.WhyNotLatest() is { } whyNot)
            return whyNot;
        return Release is null && Lines.Highest is { } highest && LatestStrategy.WhyNotNewestOfDefaultBranch(this, "", out _) is { } whyNotNewest
            ? $"{highest.Text} is released, and {whyNotNewest}"
            : null;
    }

    /// <summary>Adds <c>2.1</c> and <c>2</c> of the release at HEAD where it is the highest of its line.</summary>
    public void AddLines(TagStrategy strategy, bool minor, bool major, bool zeroMajor)
    {
        var version = Release!.Version;
        if (minor)
            AddLine($"{version.Major}.{version.Minor}", version.Minor);
        if (!major)
            return;
        if (version.Major > 0 || zeroMajor)
            AddLine($"{version.Major}", null);
        else
            Skip(strategy, "0: versions below 1.0.0 promise no compatibility");

        void AddLine(string line, int? ofMinor)
        {
            if (Lines.WhyNotLine(version.Major, ofMinor) is { } whyNot)
                Skip(strategy, $"{line}: {whyNot}");
            else
                Add(strategy, strategy.Prefix + line + strategy.Suffix, Mutability.Moving, $"{Release.Name} is the highest release of {line}", ReleaseInput);
        }
    }

    public void Skip(TagStrategy strategy, string reason) => _skipped.Add(new SkippedRule(strategy.Name, reason));

    /// <summary>
    /// The highest release tag at HEAD. Where the host was started by a tag, that tag is what is released, although
    /// another one may be at the same commit. A pull request releases nothing, although its last commit may have a tag.
    /// </summary>
    private ReleaseTag? ReleaseAtHead(ReleaseScheme scheme)
    {
        if (Context.Host?.PullRequest is not null)
            return null;

        var atHead = scheme.InGit(Context.Repository.TagsAtHead);
        if (Context.Host is not { Tag: { } pushed })
            return atHead.Count > 0 ? atHead[0] : null;

        // What the run is for and what is checked out disagree: whatever is published then would be the wrong thing.
        if (!Context.Repository.TagsAtHead.Contains(pushed) && scheme.InGit([pushed]).Count > 0)
            throw PlimsollException.Usage(
                $"The run was started by the tag {pushed}, but it is not at HEAD ({Context.Repository.Head.Id}).",
                "Fetch the tags (git fetch --tags --force) and check out the tag that is released.");
        return atHead.FirstOrDefault(release => release.Name == pushed);
    }

    private void WarnOfDisagreement(IReadOnlyList<ReleaseTag> git, IReadOnlyList<ReleaseTag> registry)
    {
        var inGit = git.FirstOrDefault(release => release.IsStable);
        var inRegistry = registry.FirstOrDefault(release => release.IsStable);
        if (inRegistry is not null && (inGit is null || ReleaseOrder.Instance.Compare(inRegistry, inGit) > 0))
            _warnings.Add($"registry-ahead-of-git: the registry holds {inRegistry.Name}, git's highest release is {inGit?.Name ?? "none"}; the higher one decides which tags may move.");
    }
}
