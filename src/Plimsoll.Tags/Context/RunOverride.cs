namespace Plimsoll.Tags.Context;

/// <summary>
/// What a run is for, said by hand: where the CI host is not known, or speaks of another repository. One of the three is set.
/// </summary>
public sealed record RunOverride
{
    /// <summary>The branch, or <c>null</c>.</summary>
    public string? Branch { get; init; }

    /// <summary>The git tag, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>The number of the pull request, or <c>null</c>.</summary>
    public string? PullRequest { get; init; }

    /// <summary>The host's run with what was said.</summary>
    /// <param name="host">The host, or <c>null</c>.</param>
    /// <param name="speaksOfHead">Whether the host speaks of what is checked out, so that the rest of what it says counts.</param>
    internal HostContext ApplyTo(HostContext? host, bool speaksOfHead)
    {
        var rest = host is not null && speaksOfHead && host.PullRequest == PullRequest ? host
            : new HostContext { Host = host?.Host ?? "unknown", Event = host?.Event ?? BuildEvent.Local, Actor = host?.Actor, RunUrl = host?.RunUrl, DefaultBranch = speaksOfHead ? host?.DefaultBranch : null };
        return rest with
        {
            Branch = Branch,
            BranchMayBeTag = false,
            Tag = Tag,
            PullRequest = PullRequest,
            Event = PullRequest is not null ? BuildEvent.PullRequest
                : rest.Event is BuildEvent.Schedule or BuildEvent.Manual ? rest.Event
                : Tag is not null ? BuildEvent.Tag
                : BuildEvent.Push,
        };
    }
}
