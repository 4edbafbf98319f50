namespace Plimsoll.MetadataAction;

/// <summary><c>type=ref</c>: the branch, git tag or pull request. A git tag takes <c>latest</c> along, prerelease or not.</summary>
internal static class RefRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        var name = rule["event"] switch
        {
            "branch" => WorkflowReference.Branch(derivation.Context),
            "tag" => WorkflowReference.Tag(derivation.Context),
            _ => WorkflowReference.PullRequest(derivation.Context),
        };
        if (name is not null)
            derivation.Add(rule, name, isLatest: rule["event"] == "tag");
    }
}
