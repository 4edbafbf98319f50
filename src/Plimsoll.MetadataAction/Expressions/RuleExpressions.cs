using Plimsoll.MetadataAction.Templates;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Expressions;

/// <summary>The expressions that are the same everywhere: in values, affixes, labels and annotations.</summary>
internal sealed class RuleExpressions
{
    private readonly TemplateObject _scope;

    public RuleExpressions(WorkflowContext context, Action<string> warn)
    {
        var date = DateExpression.Create("date", context.Now, warn);
        var commitDate = DateExpression.Create("commit_date", context.CommitDate, warn);
        Dates = TemplateObject.Create(date, commitDate);
        _scope = TemplateObject.Create(
            Name("branch", () => WorkflowReference.Branch(context) ?? ""),
            Name("tag", () => WorkflowReference.Tag(context) ?? ""),
            Name("sha", () => ShortSha.Abbreviate(context)),
            Name("base_ref", () => WorkflowReference.Base(context)),
            commitDate,
            Name("is_default_branch", () => WorkflowReference.IsDefaultBranch(context) ? "true" : "false"),
            Name("is_not_default_branch", () => WorkflowReference.IsDefaultBranch(context) ? "false" : "true"),
            date);
    }

    /// <summary>The expressions for dates alone.</summary>
    public TemplateObject Dates { get; }

    /// <exception cref="PlimsollException">The text has an expression that cannot be used (exit code 2).</exception>
    public string Expand(string text) => Template.Parse(text).Render(_scope);

    private static TemplateFunction Name(string name, Func<string> value) => new(name, 0, (_, _) => value());
}
