namespace Plimsoll.Tags;

/// <summary>The tags of one build, and what was decided along the way.</summary>
public sealed record TagPlan
{
    /// <summary>The tags, in the order of <see cref="StrategyNames.All"/>: versions, <c>latest</c>, Git SHA, date, environment, the rest. No value is listed twice.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>The tags that were not derived, each with its reason.</summary>
    public required IReadOnlyList<SkippedRule> Skipped { get; init; }

    /// <summary>The version that is released, or <c>null</c> if there is no release tag at HEAD.</summary>
    public string? Version { get; init; }

    /// <summary>Labels of the image (<c>org.opencontainers.image.*</c>), in ordinal order.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Annotations of the manifest: the same values as <see cref="Labels"/>, and <see cref="TagRules.Annotations"/>.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>The tags, derived or skipped, that would go back where an older commit of a branch were built: those whose <see cref="KnownTags.Commits"/> matter.</summary>
    internal IReadOnlyList<string> BranchTags { get; init; } = [];

    /// <summary>Warnings, such as git and the registry disagreeing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Warnings of this run alone. They are not a part of the plan, which is the same on each host and without one.</summary>
    public IReadOnlyList<string> RunWarnings { get; init; } = [];
}
