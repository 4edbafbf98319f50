using System.IO.Enumeration;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// When a rule applies (<c>when:</c>). Each list holds alternatives, an empty list matches everything, and all lists must
/// match. Patterns have <c>*</c> (any characters, including <c>/</c>) and <c>?</c>, and are case-sensitive.
/// </summary>
public sealed record TagCondition
{
    /// <summary>No condition: the rule always applies.</summary>
    public static TagCondition Always { get; } = new();

    /// <summary>Patterns of the branch that is built.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>Patterns of the git tag that is built.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What made the build run. Without a CI host a branch that is checked out is a push, a detached tag a tag.</summary>
    public IReadOnlyList<BuildEvent> Events { get; init; } = [];

    /// <summary>What the run is for. Without a CI host a branch that is checked out is a branch, a detached tag a tag.</summary>
    public IReadOnlyList<RunKind> Runs { get; init; } = [];

    /// <summary>Patterns of the environment that is deployed to.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Why the rule does not apply, or <c>null</c> if it does.</summary>
    internal string? GetSkipReason(BuildContext context) =>
        GetSkipReason("branch", Branches, context.Branch is { } branch ? [branch] : [])
        ?? GetSkipReason("tag", Tags, context.GitTags)
        ?? GetSkipReason("event", [.. Events.Select(EventName)], [EventName(EventOf(context))])
        ?? GetSkipReason("runs for a", [.. Runs.Select(RunName)], [RunName(RunOf(context))])
        ?? GetSkipReason("environment", Environments, context.Environment is { } environment ? [environment] : []);

    /// <summary>The name of an event in configuration, such as <c>pull-request</c>.</summary>
    public static string EventName(BuildEvent buildEvent) => buildEvent switch
    {
        BuildEvent.PullRequest => "pull-request",
        _ => buildEvent.ToString().ToLowerInvariant(),
    };

    /// <summary>The name of what a run is for in configuration, such as <c>pull-request</c>.</summary>
    public static string RunName(RunKind run) => run switch
    {
        RunKind.PullRequest => "pull-request",
        _ => run.ToString().ToLowerInvariant(),
    };

    private static RunKind RunOf(BuildContext context) =>
        context.Host?.PullRequest is not null || context.Event == BuildEvent.PullRequest ? RunKind.PullRequest
        : context.Host?.Tag is not null || (context.Branch is null && context.GitTags.Count > 0) ? RunKind.Tag
        : RunKind.Branch;

    /// <summary>A local clone gets the same plan as the same push or tag on a CI host.</summary>
    private static BuildEvent EventOf(BuildContext context) =>
        context.Event != BuildEvent.Local ? context.Event
        : context.Repository.Branch is null && context.GitTags.Count > 0 ? BuildEvent.Tag
        : BuildEvent.Push;

    private static string? GetSkipReason(string what, IReadOnlyList<string> patterns, IReadOnlyList<string> actual) =>
        patterns.Count == 0 || actual.Any(value => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false)))
            ? null
            : $"only for {what} {string.Join(" or ", patterns)}; {(actual.Count == 0 ? "there is none" : $"this is {string.Join(", ", actual)}")}";
}
