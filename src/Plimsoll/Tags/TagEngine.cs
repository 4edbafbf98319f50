using Plimsoll.Images;
using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>
/// Derives the tags of a build. A pure function: the same context, rules and known tags give the same plan.
/// </summary>
public static class TagEngine
{
    private static readonly Dictionary<string, Action<TagDerivation>> Strategies = new(StringComparer.Ordinal)
    {
        [StrategyNames.SemanticVersion] = SemanticVersionStrategy.Derive,
        [StrategyNames.Latest] = LatestStrategy.Derive,
        [StrategyNames.GitSha] = GitShaStrategy.Derive,
        [StrategyNames.Date] = DateStrategy.Derive,
        [StrategyNames.Environment] = EnvironmentStrategy.Derive,
    };

    /// <summary>Derives a plan.</summary>
    /// <param name="context">What was observed.</param>
    /// <param name="rules">How tags are derived.</param>
    /// <param name="known">The tags that exist already.</param>
    /// <exception cref="PlimsollException">
    /// A release would be made of a changed working tree or a history that is cut off, or two strategies derive the same
    /// tag (exit code 2).
    /// </exception>
    public static TagPlan Derive(BuildContext context, TagRules rules, KnownTags known)
    {
        var derivation = new TagDerivation(context, rules, known);
        RefuseDirtyRelease(derivation);
        RefuseShallowHistory(derivation);

        foreach (var name in StrategyNames.All)
            if (rules.Strategies?.Contains(name) ?? true)
                Strategies[name](derivation);

        RefuseInvalidOrEqual(derivation.Tags);
        var tags = derivation.Tags;
        var skipped = derivation.Skipped;
        if (rules is { IsProduction: true, Strategies: null })
        {
            var withheld = tags.Where(tag => tag is { Mutability: Mutability.Moving, Strategy: not StrategyNames.Environment }).ToList();
            tags = [.. tags.Except(withheld)];
            skipped = [.. skipped, .. withheld.Select(tag => new SkippedRule(tag.Strategy, $"{tag.Value}: production takes only tags that cannot move, and its own pointer"))];
        }

        var labels = ImageLabels.Of(derivation);
        return new TagPlan
        {
            Tags = tags,
            Skipped = skipped,
            Version = derivation.Release?.Version,
            Labels = labels,
            Annotations = labels,
            Warnings = [.. context.Warnings, .. derivation.Warnings, .. DirtyWarning(context.Repository)],
        };
    }

    private static void RefuseDirtyRelease(TagDerivation derivation)
    {
        var repository = derivation.Context.Repository;
        if (!repository.IsDirty || derivation.Rules.AllowDirty)
            return;

        var what = derivation.Release is { } release ? $"{release.Name} is at HEAD" : derivation.Rules.IsProduction ? $"{derivation.Context.Environment} is production" : null;
        if (what is not null)
            throw PlimsollException.Usage(
                $"{what}, but the working tree has changes: {string.Join(", ", repository.ChangedFiles)}. A release is made of what is committed.",
                "Commit or discard the changes ('git status' shows them), or pass --allow-dirty.");
    }

    private static string[] DirtyWarning(RepositoryState repository) =>
        repository.IsDirty ? [$"the working tree has changes: {string.Join(", ", repository.ChangedFiles)}"] : [];

    /// <summary>A shallow clone lacks release tags, so that an older version would be taken for the highest one.</summary>
    private static void RefuseShallowHistory(TagDerivation derivation)
    {
        var needsAllTags = derivation.Rules.Strategies is not { } chosen || chosen.Contains(StrategyNames.SemanticVersion) || chosen.Contains(StrategyNames.Latest);
        if (needsAllTags && derivation.Context.Repository.IsShallow && !derivation.Rules.AllowShallow)
            throw ShallowHistory.Error(derivation.Context.Repository.Root);
    }

    private static void RefuseInvalidOrEqual(IReadOnlyList<Tag> tags)
    {
        var byValue = new Dictionary<string, Tag>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (!ImageReference.IsValidTag(tag.Value))
                throw PlimsollException.Usage($"The strategy '{tag.Strategy}' derives '{tag.Value}', which is not a valid tag.", "A tag has 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'.");

            if (!byValue.TryAdd(tag.Value, tag))
                throw PlimsollException.Usage($"The strategies '{byValue[tag.Value].Strategy}' and '{tag.Strategy}' both derive the tag '{tag.Value}': {byValue[tag.Value].Reason}; {tag.Reason}.", "Rename one of them, or choose the strategies with --tags.");
        }
    }
}
