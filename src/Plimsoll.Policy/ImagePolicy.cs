using System.IO.Enumeration;
using Plimsoll.Policy.Checking;
using Plimsoll.Tags;

namespace Plimsoll.Policy;

/// <summary>Which images may be used and published. The same policy applies to files in a pull request and to tags about to be published.</summary>
public sealed record ImagePolicy
{
    /// <summary>The policy where nothing is configured.</summary>
    public static ImagePolicy Default { get; } = new();

    /// <summary>
    /// The profile for every file. The default is <c>null</c>: <see cref="PolicyProfile.Floating"/> for the files of a
    /// production environment, <see cref="PolicyProfile.Tag"/> for all others.
    /// </summary>
    public PolicyProfile? Profile { get; init; }

    /// <summary>How images are treated that cannot be resolved. The default is <see cref="UnresolvedHandling.Warn"/>.</summary>
    public UnresolvedHandling Unresolved { get; init; } = UnresolvedHandling.Warn;

    /// <summary>
    /// Tags that move although they look immutable: <c>*-snapshot</c>. <c>*</c> stands for any characters,
    /// <c>?</c> for one; case does not matter. Wins over <see cref="ImmutableTags"/>. The default is none.
    /// </summary>
    public IReadOnlyList<string> MutableTags { get; init; } = [];

    /// <summary>Tags that never move although they look moving: <c>build-*</c>. Patterns as for <see cref="MutableTags"/>. The default is none.</summary>
    public IReadOnlyList<string> ImmutableTags { get; init; } = [];

    /// <summary>Whether a digest makes an image immutable whatever tag stands beside it. The default is <c>true</c>.</summary>
    public bool DigestWaivesTag { get; init; } = true;

    /// <summary>
    /// Where images may come from: a registry, or a registry with the start of a repository, whole path parts
    /// (<c>ghcr.io/acme</c>). The default is none, which means anywhere.
    /// </summary>
    public IReadOnlyList<string> Registries { get; init; } = [];

    /// <summary>The severities of rules. The default is each rule's own.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.Default;

    /// <summary>The suppressions. The default is none.</summary>
    public IReadOnlyList<ImageSuppression> Suppressions { get; init; } = [];

    /// <summary>The branch that decides which environments count: the target of a pull request, else the one that is checked out. <c>null</c> where it is unknown.</summary>
    public string? Branch { get; init; }

    /// <summary>Which files belong to which environment. The default is <see cref="EnvironmentPaths.DefaultProduction"/> alone.</summary>
    public IReadOnlyList<EnvironmentPaths> Environments { get; init; } = [EnvironmentPaths.DefaultProduction];

    /// <summary>Globs of files that are not checked, even if they are named, relative to <see cref="Root"/>. Case does not matter. The default is none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// The absolute directory that the globs of <see cref="Environments"/> start from: the repository's root. The default
    /// is <c>null</c>, the directory that is checked.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>
    /// Whether the selected image may become another: a digest never, unless <see cref="DigestWaivesTag"/> is off and a tag
    /// stands beside it; a tag by the patterns, else by <see cref="TagClassifier"/>.
    /// </summary>
    public Mutability Classify(ImageSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return selector.Digest is not null && (DigestWaivesTag || selector.Tag is null) ? Mutability.Immutable : Classify(selector.Tag, TagClassifier.Classify(selector.Tag));
    }

    /// <summary>The mutability of a tag by the patterns, else <paramref name="otherwise"/>: for tags whose mutability is already known.</summary>
    public Mutability Classify(string? tag, Mutability otherwise)
    {
        if (tag is null)
            return otherwise;

        if (IsDeclaredMutable(tag))
            return Mutability.Moving;

        return Matches(ImmutableTags, tag) ? Mutability.Immutable : otherwise;
    }

    /// <summary>Whether the policy depends on <see cref="Branch"/>.</summary>
    public bool NeedsBranch => Environments.Any(environment => environment.Branches.Count > 0);

    /// <summary>The severities of rules in an environment: its own over those of the policy.</summary>
    public SeverityLevels GetLevels(string environment) =>
        Environments.FirstOrDefault(candidate => candidate.Name.Equals(environment, StringComparison.OrdinalIgnoreCase))?.Levels.WithDefaults(Levels) ?? Levels;

    /// <summary>The verdict on an image's reference with this policy's tag patterns.</summary>
    public Verdict GetVerdict(ImageUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (use.Range is not null)
            return Verdict.Moving;
        if (use.Selector is not { } selector)
            return Verdict.Unresolved;

        return Classify(selector) == Mutability.Immutable ? Verdict.Immutable : Verdict.Moving;
    }

    /// <summary>Whether a rule that is off by default is on anywhere.</summary>
    internal bool TurnsOn(string rule) => Levels.GetSeverity(rule, null) is not null || Environments.Any(environment => environment.Levels.GetSeverity(rule, null) is not null);

    /// <summary>Whether <see cref="MutableTags"/> names this tag.</summary>
    internal bool IsDeclaredMutable(string tag) => Matches(MutableTags, tag);

    private static bool Matches(IReadOnlyList<string> patterns, string tag)
    {
        foreach (var pattern in patterns)
            if (FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: true))
                return true;
        return false;
    }
}
