using System.Runtime.Versioning;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// A repository as most are: a <c>.git</c> folder of this user in its working tree, with references and settings as git writes them.
/// It is read from its own files, in less time than it takes to load libgit2; whatever is more than plain is left to that.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PlainRepository
{
    private readonly RepositoryLocation _location;
    private readonly string _root;
    private readonly PlainReferences _references;
    private readonly Dictionary<string, string> _settings;

    private PlainRepository(RepositoryLocation location, string root, PlainReferences references, Dictionary<string, string> settings) =>
        (_location, _root, _references, _settings) = (location, root, references, settings);

    /// <summary>Opens a repository; <c>null</c> where it is not plain.</summary>
    public static PlainRepository? TryOpen(RepositoryLocation location, Func<string, string?> environment)
    {
        // libgit2 asks whose the folders are, too, and whom the user trusts besides.
        if (location.WorkTree is not null || location.IsWorktree || Path.GetFileName(location.GitDirectory) != ".git" || Path.GetDirectoryName(location.GitDirectory) is not { } root
            || LinuxFile.TryRead(location.GitDirectory) is not { IsFolder: true } || !FileOwner.IsThisUser(location.GitDirectory) || !FileOwner.IsThisUser(root))
            return null;

        try
        {
            return PlainConfiguration.TryRead(location, environment) is { } settings && PlainReferences.TryRead(location) is { } references
                ? new PlainRepository(location, root, references, settings)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads its state; <c>null</c> where it turns out not to be plain.</summary>
    /// <exception cref="PlimsollException">An object is damaged or missing, or libgit2, which is asked where files may be changed, cannot read it (exit code 2).</exception>
    public RepositoryState? TryRead()
    {
        using var objects = new ObjectReader(_location);
        var head = _references.Head;
        if (objects.ReplacesObjects || objects.Abbreviate(head) is not { } abbreviated || RemoteNames() is not { } names)
            return null;

        var commit = CommitHistory.Convert(head, abbreviated, objects.ReadCommit(head));
        var tags = TagReader.ReadByCommit(_references.Under("refs/tags/"), objects);
        var remote = RemoteReader.Choose(names, _references, _location, _references.Branch);
        remote = remote is not null && _settings[$"remote.{remote}.url"].Length > 0 ? remote : null;
        var remoteBranches = _references.Under($"refs/remotes/{remote ?? "origin"}/");
        remoteBranches.Remove("HEAD");
        var (defaultBranch, reason) = DefaultBranchReader.Read(_references, remote);
        var (changed, note) = UnchangedFiles.Are(objects, _location, _root, head) ? ([], null) : ChangedFiles(objects);
        return new RepositoryState
        {
            Root = _root,
            Head = commit,
            Branch = _references.Branch,
            TagsAtHead = tags.GetValueOrDefault(head, []),
            Tags = [.. tags.Values.SelectMany(tag => tag).Order(StringComparer.Ordinal)],
            DefaultBranch = defaultBranch,
            DefaultBranchReason = reason,
            MissingTagsReason = remote is not null && _settings.GetValueOrDefault($"remote.{remote}.tagopt") == "--no-tags" ? RemoteReader.DescribeNoTags(remote) : null,
            RemoteName = remote,
            Branches = [.. _references.Under("refs/heads/").Keys.Union(remoteBranches.Keys)],
            RemoteBranches = remoteBranches,
            RemoteUrl = remote is null ? null : RemoteAddress.WithoutCredentials(_settings[$"remote.{remote}.url"]),
            Remotes = [.. names.Order(StringComparer.Ordinal).Select(name => DefaultBranchReader.Describe(_references, name))],
            ChangedFiles = changed,
            ChangesNote = note,
            IsShallow = _location.IsShallow,
            IsSubmodule = _location.IsSubmodule,
            History = new CommitHistory(_location, head, tags),
        };
    }

    private (IReadOnlyList<string> Files, string? Note) ChangedFiles(ObjectReader objects)
    {
        using var repository = RepositoryOpener.Open(_location);
        return WorkingTreeStatus.ChangedFiles(repository, _location, objects, _root);
    }

    /// <summary>The remotes, each of which has an address; <c>null</c> where one has none to fetch from.</summary>
    private List<string>? RemoteNames()
    {
        const string Start = "remote.";
        var names = new List<string>();
        foreach (var setting in _settings.Keys.Where(setting => setting.StartsWith(Start, StringComparison.Ordinal)))
            if (setting.EndsWith(".url", StringComparison.Ordinal) && setting.Length > Start.Length + ".url".Length)
                names.Add(setting[Start.Length..^".url".Length]);
            else if (setting.EndsWith(".pushurl", StringComparison.Ordinal) && !_settings.ContainsKey($"{setting[..^".pushurl".Length]}.url"))
                return null;
        return names;
    }
}
