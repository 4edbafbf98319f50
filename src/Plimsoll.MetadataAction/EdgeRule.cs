namespace Plimsoll.MetadataAction;

/// <summary><c>type=edge</c>: the latest commit of a branch, the default branch unless another is named.</summary>
internal static class EdgeRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        var branch = rule["branch"] is { Length: > 0 } named ? named : derivation.Context.Repository.DefaultBranch;
        if (WorkflowReference.Branch(derivation.Context) == branch)
            derivation.Add(rule, "edge", isLatest: false);
    }
}
