namespace Plimsoll.Tags.Strategies;

/// <summary>The branch that is built, <c>main</c>; moving. A tag or pull request is no branch.</summary>
public sealed record BranchStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Branch;

    internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Branch is { } branch)
            derivation.AddForeign(this, branch, Mutability.Moving, $"the branch is {branch}", $"the branch '{branch}'");
        else
            derivation.Skip(this, derivation.Context.WhyNoBranch);
    }
}
