using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>What git knows of the commits of releases, for what their versions alone do not decide. Nothing is read before it is asked for.</summary>
/// <param name="repository">The repository.</param>
/// <param name="git">The releases among its tags.</param>
/// <param name="since">The git tag that the releases begin with, or <c>null</c>.</param>
internal sealed class ReleaseCommits(RepositoryState repository, IReadOnlyList<ReleaseTag> git, string? since)
{
    private readonly Dictionary<string, bool> _isSince = new(StringComparer.Ordinal);

    private readonly Lazy<Dictionary<string, string>> _byName = new(() =>
        repository.History.TagsByCommit.SelectMany(commit => commit.Value.Select(name => (name, commit.Key))).ToDictionary(StringComparer.Ordinal));

    /// <summary>
    /// Whether a release of the same precedence comes after another one, as <c>1.2.3+k3s10</c> after <c>1.2.3+k3s2</c>: its commit
    /// descends from the other's, else is younger; where that says nothing, its text is higher, with numbers compared as such.
    /// </summary>
    public bool IsLater(ReleaseTag release, ReleaseTag other)
    {
        if (CommitOf(release) is { } later && CommitOf(other) is { } earlier && later != earlier)
        {
            using var graph = repository.History.OpenGraph();
            if (graph.Contains(later) && graph.Contains(earlier))
            {
                if (CommitAncestry.IsAncestor(graph, earlier, later))
                    return true;
                if (CommitAncestry.IsAncestor(graph, later, earlier))
                    return false;
                if (repository.History.Read([later, earlier]) is [var one, var two] && one.CommitDate != two.CommitDate)
                    return one.CommitDate > two.CommitDate;
            }
        }

        return NaturalOrder.Instance.Compare(release.Text, other.Text) > 0;
    }

    /// <summary>Whether a release is the one that releases begin with, or descends from it; so is every one where none is named, and one that git does not know.</summary>
    /// <exception cref="PlimsollException">The tag that is named does not exist (exit code 2).</exception>
    public bool IsSince(ReleaseTag release)
    {
        if (since is null || CommitOf(release) is not { } commit)
            return true;
        if (_isSince.TryGetValue(commit, out var known))
            return known;

        var first = _byName.Value.GetValueOrDefault(since)
            ?? throw PlimsollException.Usage($"'since:' of 'latest:' in plimsoll.yml is set to the tag {since}, but git has no such tag.", "Fetch the tags (git fetch --tags), or correct 'since:' of 'latest:' in plimsoll.yml.");
        using var graph = repository.History.OpenGraph();
        return _isSince[commit] = commit == first || (graph.Contains(first) && graph.Contains(commit) && CommitAncestry.IsAncestor(graph, first, commit));
    }

    /// <summary>Whether a release is of a commit that descends from that of another one.</summary>
    public bool Descends(ReleaseTag release, ReleaseTag from)
    {
        if (CommitOf(release) is not { } commit || CommitOf(from) is not { } older)
            return false;
        using var graph = repository.History.OpenGraph();
        return graph.Contains(commit) && graph.Contains(older) && CommitAncestry.IsAncestor(graph, older, commit);
    }

    /// <summary>The commit of a release in git, also of one that the registry names otherwise.</summary>
    private string? CommitOf(ReleaseTag release) =>
        CommitOf(release.Name) ?? (git.FirstOrDefault(tag => tag.Text == release.Text) is { } same ? CommitOf(same.Name) : null);

    private string? CommitOf(string tag) => repository.TagsAtHead.Contains(tag) ? repository.Head.Id : _byName.Value.GetValueOrDefault(tag);
}
