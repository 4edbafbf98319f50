using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Retention;

/// <summary>The rules that a plan was made by, as they are written.</summary>
/// <param name="Keep">A rule for each kind of tags, such as <c>sha=10,90d</c>.</param>
/// <param name="Untagged">The age up to which images without a tag are kept, such as <c>14d</c>; <c>null</c> for always.</param>
/// <param name="BranchTags">The patterns of tags that are those of branches.</param>
/// <param name="RollbackTargets">How many former images of each environment are kept; <c>null</c> for all.</param>
/// <param name="DeletedReleases">The patterns of released versions that may be deleted.</param>
public sealed record PlannedRules(IReadOnlyList<string> Keep, string? Untagged, IReadOnlyList<string> BranchTags, int? RollbackTargets, IReadOnlyList<string> DeletedReleases)
{
    internal static PlannedRules Create(RetentionRules rules) => new(
        [.. rules.Rules.Select(rule => rule.ToString()).Order(StringComparer.Ordinal)],
        rules.Untagged is { } age ? RetentionRule.FormatAge(age) : null,
        rules.BranchTags,
        rules.RollbackTargets,
        rules.DeletedReleases);

    /// <exception cref="Oci.PlimsollException">They are not valid (exit code 2).</exception>
    internal RetentionRules Parse() => new()
    {
        Rules = RetentionRules.ParseAll(Keep),
        Untagged = Untagged is null ? null : RetentionRule.ParseAge(Untagged),
        BranchTags = BranchTags,
        RollbackTargets = RollbackTargets,
        DeletedReleases = [.. DeletedReleases.Select(RetentionRules.CheckRelease)],
    };
}
