using Plimsoll.Tags.Rules;
using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>
/// A rule in the words of docker/metadata-action, <c>type=semver,pattern={{version}}</c>, under the truths that hold for every
/// plan: its tags are valid, tags of releases move forward only, and none belongs to another rule.
/// </summary>
public sealed record RuleLineStrategy : TagStrategy
{
    private readonly TagRuleLine _rule;

    /// <summary>Reads a line.</summary>
    /// <exception cref="PlimsollException">It is no rule (exit code 2).</exception>
    public RuleLineStrategy(string line)
    {
        Line = line;
        _rule = TagRuleLine.Parse(line);
    }

    /// <summary>The rule as it was written.</summary>
    public string Line { get; }

    /// <summary>The strategy that the rule's type is one of.</summary>
    public override string Name => _rule.Type switch
    {
        RuleType.Schedule => StrategyNames.Schedule,
        RuleType.Semver => StrategyNames.SemanticVersion,
        RuleType.Pep440 => StrategyNames.Pep440,
        RuleType.Match => StrategyNames.Match,
        RuleType.Edge => StrategyNames.Edge,
        RuleType.Ref when _rule["event"] == "branch" => StrategyNames.Branch,
        RuleType.Ref when _rule["event"] == "pr" => StrategyNames.PullRequest,
        RuleType.Ref => StrategyNames.Match,
        RuleType.Sha => StrategyNames.GitSha,
        _ => StrategyNames.Raw,
    };

    internal override bool NeedsAllTags => _rule.Type is RuleType.Semver or RuleType.Pep440;

    internal override void Derive(TagDerivation derivation)
    {
        var context = ContextOf(derivation);
        var found = RuleEvaluator.Evaluate([_rule], new Flavor { Latest = "false" }, context);
        if (found.Main is not { } value)
        {
            derivation.Skip(this, $"{Line}: {(found.Warnings.Count > 0 ? string.Join("; ", found.Warnings) : _rule["enable"] == "true" ? $"nothing for {(context.Reference.Length > 0 ? context.Reference : "a commit without branch or tag")}" : $"nothing, or enable={_rule["enable"]} is false")}");
            return;
        }

        var isDirty = _rule.Type == RuleType.Sha && derivation.Context.Repository.IsDirty && !derivation.Rules.AllowDirty;
        derivation.AddForeign(this, isDirty ? value + "-dirty" : value, isDirty ? Mutability.Moving : MutabilityOfType, Line, InputOf(context));
    }

    private Mutability? MutabilityOfType => _rule.Type switch
    {
        RuleType.Sha => Mutability.Immutable,
        RuleType.Schedule or RuleType.Edge => Mutability.Moving,
        RuleType.Ref when _rule["event"] != "tag" => Mutability.Moving,
        _ => null,
    };

    private string InputOf(WorkflowContext context) => _rule.Type switch
    {
        RuleType.Sha => $"the commit {context.Sha}",
        RuleType.Raw => $"the text '{_rule["value"]}'",
        RuleType.Semver or RuleType.Pep440 or RuleType.Match when _rule["value"] is { Length: > 0 } value => $"the text '{value}'",
        _ when WorkflowReference.Tag(context) is { } tag => TagDerivation.Input(tag),
        _ => context.Reference,
    };

    /// <summary>The run in the action's terms. A version is taken from the git tag at HEAD also where a branch is built, as by the other rules.</summary>
    private WorkflowContext ContextOf(TagDerivation derivation)
    {
        var context = derivation.Context;
        var tag = derivation.Release?.Name ?? (context.GitTags.Count > 0 ? context.GitTags[0] : null);
        var isOfTag = _rule.Type is RuleType.Semver or RuleType.Pep440 or RuleType.Match;
        return new WorkflowContext
        {
            EventName = context.Event switch
            {
                BuildEvent.Schedule => "schedule",
                BuildEvent.PullRequest => "pull_request",
                BuildEvent.Manual => "workflow_dispatch",
                _ => "push",
            },
            Reference = context.Host?.PullRequest is { } number ? $"refs/pull/{number}/merge"
                : tag is not null && (isOfTag || context.Branch is null) ? $"refs/tags/{tag}"
                : context.Branch is { } branch ? $"refs/heads/{branch}"
                : "",
            Sha = context.Repository.Head.Id,
            ShortShaLength = $"{context.Repository.Head.AbbreviatedId.Length}",
            PullRequestBase = context.Host?.BaseBranch,
            DefaultBranch = derivation.DefaultBranch,
            Repository = new RepositoryDescription { DefaultBranch = derivation.DefaultBranch ?? "" },
            CommitDate = context.Repository.Head.CommitDate,
            Now = context.Now,
        };
    }

    /// <inheritdoc/>
    public bool Equals(RuleLineStrategy? other) => other is not null && Line == other.Line && When == other.When;

    /// <inheritdoc/>
    public override int GetHashCode() => Line.GetHashCode(StringComparison.Ordinal);
}
