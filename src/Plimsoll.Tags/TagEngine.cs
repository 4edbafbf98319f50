using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Tags;

/// <summary>
/// Derives the tags of a build. A pure function: the same context, rules and known tags give the same plan.
/// </summary>
public static class TagEngine
{
    /// <summary>Derives a plan.</summary>
    /// <param name="context">What was observed.</param>
    /// <param name="rules">How tags are derived.</param>
    /// <param name="known">The tags that exist already.</param>
    /// <exception cref="PlimsollException">
    /// A release or the image of an environment would be built from a dirty working tree, a release from a shallow clone or
    /// another commit than the one checked out, or two sources give the same tag (exit code 2); or a pull request is deployed to
    /// an environment that takes none (3).
    /// </exception>
    public static TagPlan Derive(BuildContext context, TagRules rules, KnownTags known)
    {
        var strategies = SharedTagGuard.AddTo(rules.Chosen(), context, rules);
        var derivation = new TagDerivation(context, rules, strategies, known);
        SharedTagGuard.RefuseEnvironment(context, rules);
        RefuseDirtyRelease(derivation);
        if (strategies.Any(strategy => strategy.RequiresFullHistory))
            derivation.RefuseIncompleteHistory();

        var unshared = new SharedTagGuard(context, rules);
        foreach (var strategy in strategies)
            if (strategy.When.GetSkipReason(context) is { } reason)
                derivation.Skip(strategy, reason);
            else
                unshared.Derive(strategy, derivation);

        var tags = unshared.Without(derivation.Tags);
        var skipped = derivation.Skipped;
        if (rules is { IsProduction: true, Only: null })
        {
            var withheld = tags.Where(tag => tag is { Mutability: Mutability.Moving, Strategy: not StrategyNames.Environment } && !rules.Requested.Contains(tag.Value)).ToList();
            tags = [.. tags.Except(withheld)];
            skipped = [.. skipped, .. withheld.Select(tag => new SkippedRule(tag.Strategy, $"{tag.Value}: production environments get only immutable tags and the environment's own tag"))];
        }

        var labels = ImageLabels.Create(derivation);
        return new TagPlan
        {
            Tags = tags,
            Skipped = skipped,
            Version = derivation.Release?.Text,
            Labels = labels,
            Annotations = ImageLabels.Merge(labels, rules.Annotations),
            BranchTags = derivation.BranchTags.Tags,
            RunWarnings = derivation.RunWarnings,
            Warnings = [.. context.Warnings, .. derivation.Warnings, .. DirtyWarning(context.Repository), .. RequestedTag.WarnOfMissing(rules, tags, skipped)],
        };
    }

    private static void RefuseDirtyRelease(TagDerivation derivation)
    {
        var repository = derivation.Context.Repository;
        if (!repository.IsDirty || derivation.Rules.AllowDirty)
            return;

        var what = derivation.Release is { } release ? $"{release.Name} is at HEAD"
            : derivation.Context.Environment is not { } environment ? null
            : derivation.Rules.IsProduction ? $"{environment} is a production environment"
            : $"{environment} is an environment";
        if (what is not null)
            throw PlimsollException.Usage(
                $"{what}, but the working tree has changes: {repository.DescribeChanges()}. {(derivation.Release is null ? "A deployed image" : "A release")} must be built from committed files.",
                "Commit or discard the changes ('git status' lists them), or allow them (the setting 'allow-dirty').");
    }

    private static string[] DirtyWarning(RepositoryState repository) =>
        repository.IsDirty ? [$"the working tree has changes: {repository.DescribeChanges()}"] : [];
}
