using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Tags;

/// <summary>
/// Keeps builds of pull requests, of what may be one, and of working trees with changes from tags that others use too: the
/// first get <c>pr-N</c> and their commit, the second their commit, the last their commit as dirty.
/// </summary>
internal sealed class SharedTagGuard(BuildContext context, TagRules rules)
{
    private readonly HashSet<Tag> _withheld = [];

    private readonly bool _isDirty = context.Repository.IsDirty && !rules.AllowDirty;

    /// <summary>The rules with that of pull requests, where one is built and the rules are not listed one by one.</summary>
    public static IReadOnlyList<TagStrategy> AddTo(IEnumerable<TagStrategy> strategies, BuildContext context, TagRules rules)
    {
        var all = strategies.ToList();
        return context.Host?.PullRequest is null || !rules.AddsPullRequest || rules.Only is not null || all.Exists(strategy => strategy.Name == StrategyNames.PullRequest)
            ? all
            : [.. all.Append(new PullRequestStrategy()).OrderBy(strategy => StrategyNames.GetOrder(strategy.Name))];
    }

    /// <summary>A pull request is nobody's release yet: it goes to environments that say so.</summary>
    /// <exception cref="PlimsollException">One is deployed to another environment (exit code 3).</exception>
    public static void RefuseEnvironment(BuildContext context, TagRules rules)
    {
        if (context.Environment is not { } environment || rules.AllowsPullRequests)
            return;

        var allowed = $"To allow pull requests in this environment, set environments.{environment}.pullRequests: true in plimsoll.yml.";
        if (context.Host?.PullRequest is { } number)
            throw new PlimsollException(ErrorKind.Policy, $"Pull request {number} cannot be published to environment '{environment}'.", $"Merge it first. {allowed}");
        if (context.UnknownRunReason is { } reason)
            throw new PlimsollException(ErrorKind.Policy, $"This run cannot publish to environment '{environment}': {reason}.", $"{BuildContext.UnknownRunAdvice} {allowed}");
    }

    /// <summary>Derives the tags of a rule, and withholds those that are not for this build.</summary>
    public void Derive(TagStrategy strategy, TagDerivation derivation)
    {
        var before = derivation.Tags.Count;
        strategy.Derive(derivation);
        if (GetReason(strategy) is not { } reason)
            return;

        foreach (var tag in derivation.Tags.Skip(before).Where(tag => !IsOfCommit(tag)))
        {
            _withheld.Add(tag);
            derivation.Skip(strategy, $"{tag.Value}: {reason}");
        }
    }

    /// <summary>The tags without those that are withheld.</summary>
    public IReadOnlyList<Tag> Without(IReadOnlyList<Tag> tags) => _withheld.Count == 0 ? tags : [.. tags.Where(tag => !_withheld.Contains(tag))];

    /// <summary>Why the tags of a rule are withheld unless they are of this commit alone; <c>null</c> where they are not. A rule that names pull requests is meant for them.</summary>
    private string? GetReason(TagStrategy strategy)
    {
        if (_isDirty)
            return "the working tree has changes, so only the commit's tag is published";

        if (strategy.Name is StrategyNames.PullRequest or StrategyNames.GitSha or StrategyNames.Environment || strategy.When.Events.Contains(BuildEvent.PullRequest))
            return null;

        return context.Host?.PullRequest is { } number ? $"this is a build of pull request {number}, which gets only its own tag and the commit's tag" : context.UnknownRunReason;
    }

    /// <summary>Whether a tag names the commit, and of a working tree with changes says so.</summary>
    private bool IsOfCommit(Tag tag) =>
        tag.Value.Contains(context.Repository.Head.AbbreviatedId, StringComparison.Ordinal) && (!_isDirty || tag.Mutability == Mutability.Moving);
}
