namespace Plimsoll.Tags.Strategies;

/// <summary>The branch that is built, <c>main</c>; moving. A tag or pull request is not a branch.</summary>
public sealed record BranchStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Branch;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Branch is { } branch)
            derivation.AddText(this, branch, Mutability.Moving, $"the branch is {branch}", $"the branch '{branch}'", followsBranch: true);
        else
            derivation.Skip(this, derivation.Context.NoBranchReason);
    }
}
