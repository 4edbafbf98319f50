using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>
/// <c>latest</c>, by <see cref="LatestMode"/>. It never names a prerelease, and never a version lower than the highest
/// one that was released.
/// </summary>
internal static class LatestStrategy
{
    private const string Value = "latest";

    public static void Derive(TagDerivation derivation)
    {
        if (WhyNot(derivation, out var reason) is { } whyNot)
            derivation.Skip(StrategyNames.Latest, whyNot);
        else
            derivation.Add(Value, StrategyNames.Latest, Mutability.Moving, reason);
    }

    private static string? WhyNot(TagDerivation derivation, out string reason)
    {
        reason = "";
        if (derivation.Rules.Latest == LatestMode.Never)
            return "configured never to be written";

        if (derivation.Release is { IsStable: false } prerelease)
            return $"{prerelease.Name} is a prerelease";

        if (derivation.Rules.Latest == LatestMode.Branch)
            return WhyNotNewestOfDefaultBranch(derivation, out reason);

        var highest = derivation.StableReleases.Count > 0 ? derivation.StableReleases[0] : null;
        if (derivation.Release is { } release)
        {
            reason = $"{release.Name} is the highest release";
            return highest is not null && SemanticVersionOrder.Instance.Compare(highest, release.Version) > 0
                ? $"{highest.ToNormalizedString()} is higher than {release.Name}"
                : null;
        }

        return highest is not null
            ? $"no release tag is at HEAD, and {highest.ToNormalizedString()} is released"
            : WhyNotNewestOfDefaultBranch(derivation, out reason);
    }

    private static string? WhyNotNewestOfDefaultBranch(TagDerivation derivation, out string reason)
    {
        var context = derivation.Context;
        reason = $"newest build of the default branch {context.DefaultBranch}"
            + (derivation.Rules.Latest == LatestMode.Auto ? ", and there is no release yet" : "");
        if (context.Repository.IsDirty)
            return $"the working tree has changes ({context.Repository.ChangedFiles[0]})";
        if (context.Event == BuildEvent.PullRequest)
            return "a pull request is no build of the default branch";
        if (context.DefaultBranch is not { } defaultBranch)
            return $"the default branch is not known: {context.Repository.DefaultBranchReason}";
        if (context.Branch is not { } branch)
            return context.Host?.Tag is { } tag ? $"the tag {tag} is built, not the default branch {defaultBranch}" : $"no branch is checked out; the default branch is {defaultBranch}";
        return branch == defaultBranch ? null : $"the branch is {branch}, the default branch is {defaultBranch}";
    }
}
