using System.Collections.Concurrent;
using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing.HostRecords;

/// <summary>
/// Reads the tags of the repositories of actions: below the folder <c>PLIMSOLL_ACTIONS_MIRROR</c>, as <c>OWNER/REPOSITORY.git</c>, else
/// from the server <c>PLIMSOLL_ACTIONS_URL</c>, <c>GITHUB_SERVER_URL</c> or github.com, each repository once. GitHub's token goes
/// to GitHub's server alone.
/// </summary>
/// <param name="host">The environment variables, and the folder that the mirror is relative to.</param>
/// <param name="isOffline">Whether no server may be asked.</param>
internal sealed class ActionRepositories(PlimsollHost host, bool isOffline) : IActionSource
{
    private const string ServerVariable = "PLIMSOLL_ACTIONS_URL";
    private const string MirrorVariable = "PLIMSOLL_ACTIONS_MIRROR";
    private const string GitHub = "https://github.com";

    private readonly ConcurrentDictionary<string, Lazy<Task<ActionVersions>>> _repositories = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsServerGiven => Setting(ServerVariable) is not null || Setting(MirrorVariable) is not null;

    /// <summary>GitHub's own server. Gitea and Forgejo set the variable to theirs, where actions need not come from.</summary>
    private string GitHubServer => (Setting("GITEA_ACTIONS") ?? Setting("FORGEJO_ACTIONS")) is null && Setting("GITHUB_SERVER_URL") is { } server ? server.TrimEnd('/') : GitHub;

    /// <inheritdoc/>
    public Task<ActionVersions> ListAsync(ActionReference action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        var (address, token) = Find(action);
        return _repositories.GetOrAdd(address, _ => new Lazy<Task<ActionVersions>>(() => ReadAsync(address, token, cancellationToken))).Value;
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindDateAsync(ActionReference action, string commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        var (address, token) = Find(action);
        host.Details?.Report($"git fetch {address} {commit}");
        return new RemoteRepository(host.Environment).ReadCommitDateAsync(address, token, commit, cancellationToken);
    }

    private (string Address, string? Token) Find(ActionReference action) =>
        Setting(MirrorVariable) is { } mirror ? (FindInMirror(Path.GetFullPath(mirror, host.Directory), action), null) : FindOnServer(action);

    private async Task<ActionVersions> ReadAsync(string address, string? token, CancellationToken cancellationToken)
    {
        host.Details?.Report($"git ls-remote {address}");
        var commits = await new RemoteRepository(host.Environment).ListAsync(address, token, cancellationToken);
        return new ActionVersions(commits.Tags, commits.Branches);
    }

    /// <summary>The repository's folder; actions with the address of a server are below the name of that.</summary>
    private static string FindInMirror(string mirror, ActionReference action)
    {
        var folder = action.Server is null ? mirror : Uri.TryCreate(action.Server, UriKind.Absolute, out var server) && server.HostNameType != UriHostNameType.Unknown ? Path.Combine(mirror, server.Authority) : throw InvalidServer(action.Server);
        var repository = Path.Combine(folder, action.Repository);
        return Directory.Exists(repository + ".git") ? repository + ".git"
            : Directory.Exists(repository) ? repository
            : throw PlimsollException.NotFound($"The repository {repository}.git does not exist, and {MirrorVariable} says that repositories of actions are there.", "Mirror the repository: git clone --mirror.");
    }

    private (string Address, string? Token) FindOnServer(ActionReference action)
    {
        if (isOffline)
            throw PlimsollException.NotFound($"The tags of {action.Repository} are not known without network access.", $"Set {MirrorVariable} to a folder with mirrors of the repositories.");

        var server = action.Server ?? Setting(ServerVariable)?.TrimEnd('/') ?? GitHubServer;
        return Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? ($"{server}/{action.Repository}", server == GitHubServer ? GitHubApi.FindToken(Setting) : null)
            : throw InvalidServer(server);
    }

    private static PlimsollException InvalidServer(string server) => PlimsollException.Usage($"'{server}' is not a valid URL of a server of actions.", $"Write it, or {ServerVariable}, as a URL such as {GitHub}.");

    private string? Setting(string name) => host.Environment(name) is { Length: > 0 } value ? value : null;
}
