using System.Text.RegularExpressions;
using Plimsoll.MetadataAction.Expressions;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Rules;
using Plimsoll.Oci;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.MetadataAction;

/// <summary>
/// A rule in the syntax of docker/metadata-action, <c>type=semver,pattern={{version}}</c>, with the guarantees of every plan: its
/// tags are valid, tags that follow releases only move forward, and no two rules derive the same tag.
/// </summary>
public sealed partial record RuleLineStrategy : TagStrategy
{
    private readonly TagRuleLine _rule;

    /// <summary>Parses a rule.</summary>
    /// <exception cref="PlimsollException">It is not a valid rule (exit code 2).</exception>
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

    /// <inheritdoc/>
    protected override bool RequiresFullHistory => _rule.Type is RuleType.Semver or RuleType.Pep440;

    /// <inheritdoc/>
    protected override void Derive(TagDerivation derivation)
    {
        var context = CreateContext(derivation);
        var found = RuleEvaluator.Evaluate([_rule], new Flavor { Latest = "false" }, context);
        if (found.Main is not { } value)
        {
            derivation.Skip(this, $"{Line}: {(found.Warnings.Count > 0 ? string.Join("; ", found.Warnings) : _rule["enable"] == "true" ? $"does not apply to {(context.Reference.Length > 0 ? context.Reference : "a commit without branch or tag")}" : $"does not apply, or enable={_rule["enable"]} is false")}");
            return;
        }

        var affixes = AffixesIn(context);
        if (Name == StrategyNames.Branch && derivation.Context.Branch is { } branch
            && derivation.FindBranchText(branch, affixes.Prefix, affixes.Suffix) is { Reason: not null } text)
            value = affixes.Prefix + text.Value + affixes.Suffix;
        var commit = derivation.Context.Repository.Head.AbbreviatedId;
        var isDirty = (_rule.Type == RuleType.Sha || value.Contains(commit, StringComparison.Ordinal)) && derivation.Context.Repository.IsDirty && !derivation.Rules.AllowDirty;

        // One abbreviated id of twenty-seven has no letter, and looks like a number.
        var isCommit = _rule.Type == RuleType.Sha || value == affixes.Prefix + commit + affixes.Suffix;
        derivation.AddText(
            this, isDirty ? value + "-dirty" : value, isDirty ? Mutability.Moving : isCommit ? Mutability.Immutable : MutabilityOfType, Line, DescribeSource(context, derivation),
            followsReleases: !isCommit, affixes, DerivesFromGitTag ? tag => DeriveFrom(context with { Reference = ReferenceOf(tag, derivation) }) : null,
            followsBranch: Name is StrategyNames.Branch or StrategyNames.Edge);
    }

    /// <summary>What the rule writes around a whole version, as far as it is not an expression.</summary>
    protected override (string Prefix, string Suffix) VersionAffixes =>
        Version.Match(_rule["pattern"] ?? "") is { Success: true } version
            ? (Literal(_rule["prefix"]) + version.Groups["before"].Value, version.Groups["after"].Value + Literal(_rule["suffix"]))
            : (Literal(_rule["prefix"]), Literal(_rule["suffix"]));

    /// <summary>Whether the tag is made of the git tag that is built.</summary>
    private bool DerivesFromGitTag => _rule.Type is RuleType.Semver or RuleType.Pep440 or RuleType.Match && _rule["value"] is not { Length: > 0 };

    [GeneratedRegex(@"\A(?<before>[^{}]*)\{\{\s*(?:version|raw)\s*\}\}(?<after>[^{}]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version { get; }

    private static string Literal(string? affix) => affix is null || affix.Contains("{{", StringComparison.Ordinal) ? "" : affix;

    private (string Prefix, string Suffix) AffixesIn(WorkflowContext context)
    {
        var expressions = new RuleExpressions(context, _ => { });
        return (RuleDerivation.Sanitize(expressions.Expand(_rule["prefix"] ?? "")), RuleDerivation.Sanitize(expressions.Expand(_rule["suffix"] ?? "")));
    }

    private static string? FindGitTag(TagDerivation derivation) => derivation.Release?.Name ?? (derivation.Context.GitTags is [var first, ..] ? first : null);

    /// <summary>The ref of a git tag. The action has no components, so that only an optional <c>v</c> may precede the version.</summary>
    private string ReferenceOf(string tag, TagDerivation derivation) =>
        _rule.Type is RuleType.Semver or RuleType.Pep440 && _rule["match"] is null or "" && derivation.Rules.TagPrefix is { } prefix
            ? $"refs/tags/{ReleaseTag.RemovePrefix(tag, prefix) ?? tag}"
            : $"refs/tags/{tag}";

    private string? DeriveFrom(WorkflowContext context) =>
        RuleEvaluator.Evaluate([_rule], new Flavor { Latest = "false" }, context).Main is { } value && TagText.TrySanitize(value, out var tag) ? tag : null;

    private Mutability? MutabilityOfType => _rule.Type switch
    {
        RuleType.Schedule or RuleType.Edge => Mutability.Moving,
        RuleType.Ref when _rule["event"] != "tag" => Mutability.Moving,
        _ => null,
    };

    private string DescribeSource(WorkflowContext context, TagDerivation derivation) => _rule.Type switch
    {
        RuleType.Sha => $"commit {context.Sha}",
        RuleType.Raw => $"the text '{_rule["value"]}'",
        RuleType.Semver or RuleType.Pep440 or RuleType.Match when _rule["value"] is { Length: > 0 } value => $"the text '{value}'",
        _ when WorkflowReference.Tag(context) is not null && FindGitTag(derivation) is { } tag => TagDerivation.DescribeGitTag(tag),
        _ => context.Reference,
    };

    /// <summary>The run in the action's terms. A version is taken from the git tag at HEAD also where a branch is built, as by the other rules.</summary>
    private WorkflowContext CreateContext(TagDerivation derivation)
    {
        var context = derivation.Context;
        var tag = FindGitTag(derivation);
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
