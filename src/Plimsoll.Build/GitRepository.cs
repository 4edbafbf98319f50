using Plimsoll.Build.Execution;
using Plimsoll.Build.Git;

namespace Plimsoll.Build;

/// <summary>A git repository: a local one, which is read by the <c>git</c> command when it is first used, or a remote one by its URL.</summary>
public sealed class GitRepository
{
    private readonly GitFacts? _facts;
    private readonly Lazy<GitUrl?> _url;
    private readonly Lazy<string?> _branch;

    private GitRepository(AbsolutePath? directory, GitFacts? facts, Func<string?> branch, Func<GitRepository, GitUrl?> url)
    {
        LocalDirectory = directory;
        _facts = facts;
        _branch = new Lazy<string?>(branch);
        _url = new Lazy<GitUrl?>(() => url(this));
    }

    /// <summary>How the remote is reached; <c>null</c> without one.</summary>
    public GitProtocol? Protocol => _url.Value?.Protocol;

    /// <summary>The host of the remote: <c>github.com</c>; <c>null</c> without one.</summary>
    public string? Endpoint => _url.Value?.Endpoint;

    /// <summary>The path of the remote: <c>acme/app</c>; <c>null</c> without one.</summary>
    public string? Identifier => _url.Value?.Identifier;

    /// <summary>The remote's URL in the form <c>https://github.com/acme/app.git</c>, with the port of a web address that has one; <c>null</c> without a remote.</summary>
    public string? HttpsUrl => _url.Value is { } url ? $"https://{url.Endpoint}{(url.Port is { } port ? $":{port}" : "")}/{url.Identifier}.git" : null;

    /// <summary>The remote's URL in the form <c>git@github.com:acme/app.git</c>; <c>null</c> without one.</summary>
    public string? SshUrl => _url.Value is { } url ? $"git@{url.Endpoint}:{url.Identifier}.git" : null;

    /// <summary>The root of the working tree; <c>null</c> for one by its URL.</summary>
    public AbsolutePath? LocalDirectory { get; }

    /// <summary>What is checked out: <c>refs/heads/main</c>, or the commit where no branch is; <c>null</c> for one by its URL.</summary>
    public string? Head => _facts?.Reference ?? _facts?.Commit;

    /// <summary>The commit that is checked out; <c>null</c> before the first one, and for one by its URL.</summary>
    public string? Commit => _facts?.Commit;

    /// <summary>The names of the tags at the commit; <c>null</c> for one by its URL.</summary>
    public IReadOnlyCollection<string>? Tags => _facts?.Tags;

    /// <summary>
    /// The branch that is checked out; where a commit is, what the CI host says that it builds: a branch, or a reference such as
    /// <c>refs/tags/v2.1.0</c> or <c>refs/pull/7/merge</c>. <c>null</c> without a host.
    /// </summary>
    public string? Branch => _branch.Value;

    /// <summary>The remote that the branch follows, or <c>null</c>.</summary>
    public string? RemoteName => _facts?.RemoteOf(Branch).Name;

    /// <summary>The branch of the remote that the branch follows, or <c>null</c>.</summary>
    public string? RemoteBranch => _facts?.RemoteOf(Branch).Branch;

    /// <summary>Opens the repository that a directory is in, within a build.</summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    public static GitRepository FromLocalDirectory(AbsolutePath directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var root = directory;

        // In a linked working tree and in a submodule it is a file.
        while (!(root / ".git").Exists())
            root = root.Parent ?? throw BuildException.Usage($"{directory} is not in a git repository.");
        var session = BuildSession.Current;
        var facts = new GitFacts(new GitReader(session.Processes, root, GitReader.Limit, session.Host.Interruption.Cleanup));
        return new GitRepository(root, facts, () => BranchOf(facts, session, root), one => facts.UrlOf(one.RemoteName) is { } text && GitUrl.TryParse(text, out var url) ? url : null);
    }

    /// <summary>A remote repository.</summary>
    /// <param name="url">Its URL, or the short form of SSH.</param>
    /// <param name="branch">The branch that is meant; the default is none.</param>
    /// <exception cref="BuildException">The URL is not valid (exit code 2).</exception>
    public static GitRepository FromUrl(string url, string? branch = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        return GitUrl.TryParse(url, out var parsed)
            ? new GitRepository(null, null, () => branch, _ => parsed)
            : throw BuildException.Usage($"'{url}' is not the URL of a git repository.", "Write https://HOST/PATH or git@HOST:PATH.");
    }

    /// <summary>Returns the repository as if a branch were checked out.</summary>
    public GitRepository SetBranch(string? branch) => new(LocalDirectory, _facts, () => branch, _ => _url.Value);

    /// <summary>Returns the URL by the protocol of the remote, without <c>.git</c>; without a remote the directory.</summary>
    public override string ToString() => (Protocol == GitProtocol.Https ? HttpsUrl : SshUrl)?[..^".git".Length] ?? LocalDirectory?.ToString() ?? "";

    /// <summary>A host says what it builds of its own repository, not of another that the build looks at.</summary>
    private static string? BranchOf(GitFacts facts, BuildSession session, AbsolutePath root) =>
        facts.Reference is { } reference ? HostReference.Shorten(reference)
        : session.Root == root || root.Contains(session.Root) ? HostReference.Find(session.Host.Environment)
        : null;
}
