
namespace Plimsoll.Tags.Strategies;

/// <summary>The newest build of one branch, <c>edge</c>; moving.</summary>
public sealed record EdgeStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Edge;

    /// <summary>The branch, or <c>null</c> for the default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The tag. The default is <c>edge</c>.</summary>
    public string Value { get; init; } = "edge";

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        var context = derivation.Context;
        if ((Branch ?? derivation.DefaultBranch) is not { } branch)
            derivation.Skip(this, $"the default branch is unknown: {context.Repository.DefaultBranchReason}");
        else if (context.Branch == branch)
            derivation.AddText(this, Value, Mutability.Moving, $"newest build of branch {branch}", $"the edge tag '{Value}'", followsBranch: true);
        else
            derivation.Skip(this, $"only for branch {branch}; {(context.Branch is { } built ? $"the branch is {built}" : context.NoBranchReason)}");
    }
}
