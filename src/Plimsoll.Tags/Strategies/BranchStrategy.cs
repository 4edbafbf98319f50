namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The branch that is built, <c>main</c>; moving. A tag or pull request is not a branch. Where that would be the tag of another
/// branch, of a release, a commit, a day or another rule, a hash of the name follows.
/// </summary>
public sealed record BranchStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Branch;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Branch is not { } branch)
        {
            derivation.Skip(this, derivation.Context.NoBranchReason);
            return;
        }

        // Without anything valid AddText says so.
        var text = derivation.FindBranchText(branch, Prefix, Suffix);
        derivation.AddText(
            this, text?.Value ?? branch, Mutability.Moving, $"the branch is {branch}{(text?.Reason is { } reason ? $"; {reason}" : "")}", $"branch '{branch}'", followsBranch: true);
    }
}
