using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Expressions;

/// <summary>What a workflow's ref says.</summary>
internal static class WorkflowReference
{
    private const string Heads = "refs/heads/";

    /// <summary>Events that always run for the last commit of the default branch.</summary>
    private static readonly string[] DefaultBranchEvents = ["create", "discussion", "issues", "schedule"];

    public static string? Branch(WorkflowContext context) => After(context.Reference, Heads);

    public static string? Tag(WorkflowContext context) => After(context.Reference, "refs/tags/");

    /// <summary>What follows <c>refs/pull/</c>, without <c>/merge</c>.</summary>
    public static string? PullRequest(WorkflowContext context) =>
        After(context.Reference, "refs/pull/") is not { } rest ? null : rest.EndsWith("/merge", StringComparison.Ordinal) ? rest[..^6] : rest;

    /// <summary>The branch that a git tag was made on, or that a pull request wants to change; else empty.</summary>
    public static string Base(WorkflowContext context) =>
        Tag(context) is not null && context.BaseReference is { } reference ? After(reference, Heads) ?? reference
        : PullRequest(context) is not null && context.PullRequestBase is { } branch ? branch
        : "";

    /// <summary>Whether it is the default branch; for some events any ref is taken for it, even a git tag.</summary>
    public static bool IsDefaultBranch(WorkflowContext context)
    {
        var branch = Branch(context) ?? context.Reference;
        return branch.Length > 0
            && (branch == context.DefaultBranch || DefaultBranchEvents.Any(name => context.EventName.Contains(name, StringComparison.Ordinal)));
    }

    private static string? After(string reference, string prefix) =>
        reference.StartsWith(prefix, StringComparison.Ordinal) ? reference[prefix.Length..] : null;
}
