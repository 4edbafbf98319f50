using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// Reads a repository through the <c>git</c> command alone: slower, and right where libgit2 knows the format of the objects or of
/// the references not, such as sha256 and reftable.
/// </summary>
internal sealed class GitCommandReader(GitCommand git, RepositoryLocation location)
{
    private const string Tags = "refs/tags/";
    private const string Heads = "refs/heads/";
    private const string RemoteHeads = "refs/remotes/";

    /// <summary>As <see cref="GitRepositoryReader.HashOfChanges"/>.</summary>
    public string HashOfChanges()
    {
        var state = Read();
        return ChangesHash.Compute(state.IsBare ? [] : WorkingTreeStatus.Ask(git, location, state.Root), state.Root, git);
    }

    public RepositoryState Read()
    {
        // Not by the repository's own path, so that git asks first whose it is.
        var folder = location.WorkTree ?? (Path.GetFileName(location.GitDirectory) == ".git" ? Path.GetDirectoryName(location.GitDirectory)! : location.GitDirectory);
        if (git.ReadIn(folder, ["rev-parse", "--git-dir"], out var error) is null)
            throw RepositoryErrors.UnreadableByGit(location, error);

        LooseReferences.ThrowIfEndless(location);
        var (branch, id) = ReadHead();
        using var objects = new ObjectReader(location);
        var head = CommitHistory.Convert(id, AbbreviatedId.CreateAll(location, [id])[id], objects.ReadCommit(id));
        var tags = ReadTags();
        var references = new GitReferences(ReadReferences());
        var remotes = Lines("remote").Order(StringComparer.Ordinal).Select(name => DefaultBranchReader.Describe(references, name)).ToList();
        var remote = RemoteReader.Choose([.. remotes.Select(found => found.Name)], references, location, branch);
        var (defaultBranch, reason) = DefaultBranchReader.Read(references, remote);
        var (branches, remoteBranches) = (ReadCommits(Heads), remote is null ? [] : ReadCommits($"{RemoteHeads}{remote}/"));
        remoteBranches.Remove("HEAD");
        var isBare = location.WorkTree is null && Line("rev-parse", "--is-bare-repository") == "true";
        var root = Path.TrimEndingDirectorySeparator(isBare ? location.GitDirectory : location.WorkTree ?? folder);
        var changed = isBare ? [] : WorkingTreeStatus.Ask(git, location, root);
        return new RepositoryState
        {
            Root = root,
            Head = head,
            Branch = branch,
            TagsAtHead = tags.GetValueOrDefault(id, []),
            Tags = [.. tags.Values.SelectMany(names => names).Order(StringComparer.Ordinal)],
            DefaultBranch = defaultBranch,
            DefaultBranchReason = reason,
            MissingTagsReason = remote is not null && Line("config", "--get", $"remote.{remote}.tagOpt") == "--no-tags" ? RemoteReader.DescribeNoTags(remote) : null,
            RemoteName = remote,
            Branches = [.. branches.Keys.Union(remoteBranches.Keys)],
            RemoteBranches = remoteBranches,
            RemoteUrl = remote is null || Line("remote", "get-url", remote) is not { Length: > 0 } url ? null : RemoteAddress.WithoutCredentials(url),
            Remotes = remotes,
            ChangedFiles = WorkingTreeStatus.Name(changed),
            ChangesNote = WorkingTreeStatus.DescribeFilters(changed),
            IsShallow = location.IsShallow,
            IsBare = isBare,
            IsWorktree = location.IsWorktree,
            IsSubmodule = location.IsSubmodule,
            History = new CommitHistory(location, id, tags),
        };
    }

    private (string? Branch, string Id) ReadHead()
    {
        var target = Line("symbolic-ref", "--quiet", "HEAD");
        var branch = target?.StartsWith(Heads, StringComparison.Ordinal) == true ? target[Heads.Length..] : null;
        return (branch, Line("rev-parse", "--verify", "--quiet", "HEAD^{commit}") ?? throw RepositoryErrors.NoCommit(location, branch));
    }

    /// <summary>By commit id, the names of its tags, ordered ordinally; as <see cref="TagReader"/> reads them.</summary>
    private Dictionary<string, IReadOnlyList<string>> ReadTags()
    {
        // A tag of a tag of a commit leads to the commit too: git peels only once here.
        var tags = Lines("for-each-ref", "--format=%(refname) %(objecttype) %(objectname) %(*objecttype) %(*objectname)", Tags)
            .Select(line => line.Split(' '))
            .Select(fields => (Name: fields[0][Tags.Length..], Commit: fields switch
            {
                [_, "commit", var id, ..] => id,
                [_, "tag", _, "commit", var id] => id,
                [var name, "tag", _, "tag", ..] => Line("rev-parse", "--verify", "--quiet", $"{name}^{{commit}}"),
                _ => null,
            }));
        return tags.Where(tag => tag.Commit is not null).GroupBy(tag => tag.Commit!, tag => tag.Name)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)], StringComparer.Ordinal);
    }

    /// <summary>Branches and remote branches, each with what it is a symbolic reference to, or nothing.</summary>
    private Dictionary<string, string> ReadReferences() =>
        Lines("for-each-ref", "--format=%(refname) %(symref)", Heads, RemoteHeads).Select(line => line.Split(' ')).ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal);

    /// <summary>The commit ids of references by name, without the prefix that they all have.</summary>
    private Dictionary<string, string> ReadCommits(string prefix) =>
        Lines("for-each-ref", "--format=%(refname) %(objectname)", prefix).Select(line => line.Split(' ')).ToDictionary(fields => fields[0][prefix.Length..], fields => fields[1], StringComparer.Ordinal);

    private string? Line(params string[] arguments) => Lines(arguments) is [var first, ..] ? first : null;

    private string[] Lines(params string[] arguments) => git.Read(location, location.WorkTree, arguments, out _)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private sealed class GitReferences(Dictionary<string, string> symbolic) : IReferences
    {
        public bool Exists(string name) => symbolic.ContainsKey(name);

        public string? TargetOf(string name) => symbolic.GetValueOrDefault(name) is { Length: > 0 } target && symbolic.ContainsKey(target) ? target : null;
    }
}
