using System.Globalization;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The tags that name the newest build of a branch: the branch's own, <c>edge</c>, and <c>latest</c> where there are no
/// releases. They never go back to an older commit, because one is built again or because its build was the slower of two.
/// </summary>
/// <param name="context">The observed state.</param>
/// <param name="known">The tags that exist already.</param>
/// <param name="allowOlder">Whether they may go back.</param>
internal sealed class BranchTagGuard(BuildContext context, KnownTags known, bool allowOlder)
{
    private readonly Dictionary<string, bool?> _older = new(StringComparer.Ordinal);
    private readonly List<string> _tags = [];

    /// <summary>The tags that were asked about.</summary>
    public IReadOnlyList<string> Tags => _tags;

    /// <summary>Why a tag must not name this build, or <c>null</c>.</summary>
    public string? GetSkipReason(string tag)
    {
        if (context.Branch is not { } branch || context.Host?.PullRequest is not null)
            return null;

        _tags.Add(tag);
        if (allowOlder || known.Registry?.Contains(tag) == false)
            return null;

        // What the registry's image was made of counts before what the remote's branch was when it was fetched.
        var named = known.Commits?.Where(commit => commit.Tag == tag && IsCommitId(commit.Revision)).ToList() ?? [];
        return named.Count > 0 ? named.Select(GetSkipReason).FirstOrDefault(reason => reason is not null)
            : context.Repository.RemoteBranches.TryGetValue(branch, out var tip) && IsOlderThan(tip) == true
                ? $"branch {branch} on the remote is at {Short(tip)}, and this commit is an ancestor of it ('allow-older' permits moving the tag back)"
            : null;
    }

    /// <summary>Of a commit that the clone lacks only the date tells whether it is newer.</summary>
    private string? GetSkipReason(TaggedCommit named) => IsOlderThan(named.Revision.ToLowerInvariant()) switch
    {
        true => $"it points to commit {Short(named.Revision)}, and this commit is an ancestor of it ('allow-older' permits moving the tag back)",
        null when named.Created > context.Repository.Head.CommitDate =>
            string.Create(CultureInfo.InvariantCulture, $"it points to commit {Short(named.Revision)} of {named.Created.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss}, which is newer than this commit and missing from the clone ('allow-older' permits moving the tag back)"),
        _ => null,
    };

    /// <summary>Whether what is built is an ancestor of a commit; <c>null</c> where the clone lacks it.</summary>
    private bool? IsOlderThan(string id)
    {
        var head = context.Repository.Head.Id;
        if (id == head)
            return false;
        if (_older.TryGetValue(id, out var known))
            return known;

        using var graph = context.Repository.History.OpenGraph();
        return _older[id] = graph.Contains(id) && graph.Contains(head) ? CommitAncestry.IsAncestor(graph, head, id) : null;
    }

    private bool IsCommitId(string text) => text.Length == context.Repository.Head.Id.Length && text.All(char.IsAsciiHexDigit);

    private static string Short(string id) => id[..7];
}
