using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// <c>latest</c>, by <see cref="LatestMode"/>. It never names a prerelease, and never a version lower than the highest
/// one that was released.
/// </summary>
public sealed record LatestStrategy : TagStrategy
{
    /// <summary>The tag, without <see cref="TagStrategy.Prefix"/> and <see cref="TagStrategy.Suffix"/>.</summary>
    public const string Value = "latest";

    /// <inheritdoc/>
    public override string Name => StrategyNames.Latest;

    /// <summary>What it follows. The default is <see cref="LatestMode.Auto"/>.</summary>
    public LatestMode Mode { get; init; } = LatestMode.Auto;

    internal override bool NeedsAllTags => Mode != LatestMode.Never;

    internal override void Derive(TagDerivation derivation)
    {
        if (WhyNot(derivation, out var reason) is { } whyNot)
            derivation.Skip(this, whyNot);
        else
            derivation.Add(this, Prefix + Value + Suffix, Mutability.Moving, reason, "the most recent build");
    }

    private string? WhyNot(TagDerivation derivation, out string reason)
    {
        reason = "";
        if (Mode == LatestMode.Never)
            return "configured never to be written";

        if (derivation.Lines.WhyNotLatest() is { } whyNot)
            return whyNot;

        if (Mode == LatestMode.Branch)
            return WhyNotNewestOfDefaultBranch(derivation, "", out reason);

        if (derivation.Release is { } release)
        {
            reason = $"{release.Name} is the highest release";
            return null;
        }

        return derivation.Lines.Highest is { } highest
            ? $"{derivation.WhyNoRelease}, and {highest.Text} is released"
            : WhyNotNewestOfDefaultBranch(derivation, ", and there is no release yet", out reason);
    }

    /// <summary>Why the build is not the newest of the default branch, or <c>null</c>.</summary>
    internal static string? WhyNotNewestOfDefaultBranch(TagDerivation derivation, string besides, out string reason)
    {
        var context = derivation.Context;
        reason = $"newest build of the default branch {derivation.DefaultBranch}{besides}";
        if (context.Repository.IsDirty)
            return $"the working tree has changes ({context.Repository.ChangedFiles[0]})";
        if (context.Event == BuildEvent.PullRequest)
            return "a pull request is no build of the default branch";
        if (derivation.DefaultBranch is not { } defaultBranch)
            return $"the default branch is not known: {context.Repository.DefaultBranchReason}";
        if (context.Branch is not { } branch)
            return $"{context.WhyNoBranch}; the default branch is {defaultBranch}";
        return branch == defaultBranch ? null : $"the branch is {branch}, the default branch is {defaultBranch}";
    }
}
