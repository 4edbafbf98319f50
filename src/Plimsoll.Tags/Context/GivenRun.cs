using Plimsoll.Oci;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Tags.Context;

/// <summary>
/// What a run is for, said by hand: where the CI host is not known, or speaks of another repository. One of the three is set.
/// </summary>
public sealed record GivenRun
{
    /// <summary>The branch, or <c>null</c>.</summary>
    public string? Branch { get; init; }

    /// <summary>The git tag, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>The number of the pull request, or <c>null</c>.</summary>
    public string? PullRequest { get; init; }

    /// <summary>
    /// Reads what was said: the branch that is given, else <c>PLIMSOLL_PULL_REQUEST</c>, <c>PLIMSOLL_TAG</c> and <c>PLIMSOLL_BRANCH</c>,
    /// of which the first that is set counts, so that a pipeline may set all three from its host's variables.
    /// </summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="branch">The branch, or <c>null</c>; also as <c>refs/heads/main</c>.</param>
    /// <returns>What was said, or <c>null</c> where nothing was.</returns>
    /// <exception cref="PlimsollException">The number of the pull request is not one (exit code 2).</exception>
    public static GivenRun? Read(Func<string, string?> environment, string? branch)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (Set(branch) is { } given)
            return new GivenRun { Branch = GitRef.Branch(given) ?? given };
        if (Set(environment("PLIMSOLL_PULL_REQUEST")) is { } number && !number.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new GivenRun
            {
                PullRequest = GitRef.Number(number) ?? GitRef.PullRequest(number)
                    ?? throw PlimsollException.Usage($"PLIMSOLL_PULL_REQUEST is '{number}', which is not the number of a pull request.", "Set it to digits only, or to nothing where no pull request is built."),
            };
        if (Set(environment("PLIMSOLL_TAG")) is { } tag)
            return new GivenRun { Tag = GitRef.Tag(tag) ?? tag };
        return Set(environment("PLIMSOLL_BRANCH")) is { } named ? new GivenRun { Branch = GitRef.Branch(named) ?? named } : null;
    }

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

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
