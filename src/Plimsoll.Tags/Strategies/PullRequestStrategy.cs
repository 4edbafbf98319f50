namespace Plimsoll.Tags.Strategies;

/// <summary>The pull or merge request that is built, <c>pr-12</c>; moving.</summary>
public sealed record PullRequestStrategy : TagStrategy
{
    /// <summary>With the prefix <c>pr-</c>.</summary>
    public PullRequestStrategy() => Prefix = "pr-";

    /// <inheritdoc/>
    public override string Name => StrategyNames.PullRequest;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Host?.PullRequest is { } number)
            derivation.AddText(this, number, Mutability.Moving, $"pull request {number}", $"pull request {number}");
        else
            derivation.Skip(this, "not a build of a pull request");
    }
}
