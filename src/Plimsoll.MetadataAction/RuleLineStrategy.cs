using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.MetadataAction;

/// <summary>
/// A rule in the words of docker/metadata-action, <c>type=semver,pattern={{version}}</c>, under the truths that hold for every
/// plan: its tags are valid, tags of releases move forward only, and none belongs to another rule.
/// </summary>
public sealed partial record RuleLineStrategy : TagStrategy
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

        var affixes = AffixesIn(context);
        var commit = derivation.Context.Repository.Head.AbbreviatedId;
        var isDirty = (_rule.Type == RuleType.Sha || value.Contains(commit, StringComparison.Ordinal)) && derivation.Context.Repository.IsDirty && !derivation.Rules.AllowDirty;

        // One id of twenty-seven has no letter, and looks like a number.
        var isCommit = _rule.Type == RuleType.Sha || value == affixes.Prefix + commit + affixes.Suffix;
        derivation.AddForeign(
            this, isDirty ? value + "-dirty" : value, isDirty ? Mutability.Moving : isCommit ? Mutability.Immutable : MutabilityOfType, Line, InputOf(context, derivation),
            isLine: !isCommit, affixes, IsOfTag ? tag => Again(context with { Reference = ReferenceOf(tag, derivation) }) : null);
    }

    /// <summary>What the rule writes around a whole version, as far as it is no expression.</summary>
    internal override (string Prefix, string Suffix) VersionAffixes =>
        Version.Match(_rule["pattern"] ?? "") is { Success: true } version
            ? (Literal(_rule["prefix"]) + version.Groups["before"].Value, version.Groups["after"].Value + Literal(_rule["suffix"]))
            : (Literal(_rule["prefix"]), Literal(_rule["suffix"]));

    /// <summary>Whether the tag is made of the git tag that is built.</summary>
    private bool IsOfTag => _rule.Type is RuleType.Semver or RuleType.Pep440 or RuleType.Match && _rule["value"] is not { Length: > 0 };

    [GeneratedRegex(@"\A(?<before>[^{}]*)\{\{\s*(?:version|raw)\s*\}\}(?<after>[^{}]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version { get; }

    private static string Literal(string? affix) => affix is null || affix.Contains("{{", StringComparison.Ordinal) ? "" : affix;

    private (string Prefix, string Suffix) AffixesIn(WorkflowContext context)
    {
        var expressions = new RuleExpressions(context, _ => { });
        return (RuleDerivation.Sanitize(expressions.Expand(_rule["prefix"] ?? "")), RuleDerivation.Sanitize(expressions.Expand(_rule["suffix"] ?? "")));
    }

    private static string? TagOf(TagDerivation derivation) => derivation.Release?.Name ?? (derivation.Context.GitTags is [var first, ..] ? first : null);

    /// <summary>The ref of a git tag. The action knows no tags of components, so that a version is put behind nothing but its <c>v</c>.</summary>
    private string ReferenceOf(string tag, TagDerivation derivation) =>
        _rule.Type is RuleType.Semver or RuleType.Pep440 && _rule["match"] is null or "" && derivation.Rules.TagPrefix is { } prefix
            ? $"refs/tags/{ReleaseTag.WithoutPrefix(tag, prefix) ?? tag}"
            : $"refs/tags/{tag}";

    private string? Again(WorkflowContext context) =>
        RuleEvaluator.Evaluate([_rule], new Flavor { Latest = "false" }, context).Main is { } value && TagText.TrySanitize(value, out var tag) ? tag : null;

    private Mutability? MutabilityOfType => _rule.Type switch
    {
        RuleType.Schedule or RuleType.Edge => Mutability.Moving,
        RuleType.Ref when _rule["event"] != "tag" => Mutability.Moving,
        _ => null,
    };

    private string InputOf(WorkflowContext context, TagDerivation derivation) => _rule.Type switch
    {
        RuleType.Sha => $"the commit {context.Sha}",
        RuleType.Raw => $"the text '{_rule["value"]}'",
        RuleType.Semver or RuleType.Pep440 or RuleType.Match when _rule["value"] is { Length: > 0 } value => $"the text '{value}'",
        _ when WorkflowReference.Tag(context) is not null && TagOf(derivation) is { } tag => TagDerivation.Input(tag),
        _ => context.Reference,
    };

    /// <summary>The run in the action's terms. A version is taken from the git tag at HEAD also where a branch is built, as by the other rules.</summary>
    private WorkflowContext ContextOf(TagDerivation derivation)
    {
        var context = derivation.Context;
        var tag = TagOf(derivation);
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
                : tag is not null && (isOfTag || context.Branch is null) ? ReferenceOf(tag, derivation)
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
