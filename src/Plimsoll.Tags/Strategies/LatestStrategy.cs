using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// <c>latest</c>, by <see cref="LatestMode"/>. It never points to a prerelease, nor to a version lower than the highest
/// release.
/// </summary>
public sealed record LatestStrategy : TagStrategy
{
    /// <summary>The tag, without <see cref="TagStrategy.Prefix"/> and <see cref="TagStrategy.Suffix"/>.</summary>
    public const string Value = "latest";

    /// <inheritdoc/>
    public override string Name => StrategyNames.Latest;

    /// <summary>What it follows. The default is <see cref="LatestMode.Auto"/>.</summary>
    public LatestMode Mode { get; init; } = LatestMode.Auto;

    /// <summary>
    /// The git tag that the releases begin with: others than it and its descendants, such as those of an old numbering, decide
    /// neither <c>latest</c> nor the lines <c>1</c> and <c>1.2</c>. The default <c>null</c> means all.
    /// </summary>
    public string? Since { get; init; }

    /// <inheritdoc/>
    protected internal override bool RequiresFullHistory => Mode != LatestMode.Never;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (GetSkipReason(derivation, out var reason) is { } skipReason)
            derivation.Skip(this, skipReason);
        else
            derivation.Add(this, Prefix + Value + Suffix, Mutability.Moving, reason, "the most recent build");
    }

    private string? GetSkipReason(TagDerivation derivation, out string reason)
    {
        reason = "";
        if (Mode == LatestMode.Never)
            return "disabled by the configuration (latest: never)";

        if (derivation.Lines.GetLatestSkipReason() is { } skipReason)
            return skipReason;

        if (Mode == LatestMode.Branch)
            return GetBranchSkipReason(derivation, "", out reason);

        if (derivation.Release is { } release)
        {
            reason = $"{release.Name} is the highest release";
            return null;
        }

        return derivation.Lines.Highest is { } highest
            ? $"{derivation.ShortNoReleaseReason}, and {highest.Text} has been released"
            : GetBranchSkipReason(derivation, ", and there is no release yet", out reason);
    }

    private string? GetBranchSkipReason(TagDerivation derivation, string suffix, out string reason) =>
        GetDefaultBranchSkipReason(derivation, suffix, out reason) ?? derivation.BranchTags.GetSkipReason(Prefix + Value + Suffix);

    /// <summary>Why the build is not the newest one of the default branch, or <c>null</c>.</summary>
    internal static string? GetDefaultBranchSkipReason(TagDerivation derivation, string suffix, out string reason)
    {
        var context = derivation.Context;
        reason = $"newest build of the default branch {derivation.DefaultBranch}{suffix}";
        if (context.Repository.IsDirty)
            return $"the working tree has changes ({context.Repository.ChangedFiles[0]})";
        if (context.Event == BuildEvent.PullRequest)
            return "this is a build of a pull request, not of the default branch";
        if (derivation.DefaultBranch is not { } defaultBranch)
            return $"the default branch is unknown: {context.Repository.DefaultBranchReason}";
        if (context.Branch is not { } branch)
            return $"{context.NoBranchReason}; the default branch is {defaultBranch}";
        return branch == defaultBranch ? null : $"the branch is {branch}, the default branch is {defaultBranch}";
    }
}
