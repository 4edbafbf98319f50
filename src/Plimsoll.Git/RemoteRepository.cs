using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// Asks a repository for its tags and branches by its address, through the <c>git</c> command: with the user's proxies,
/// certificates, credential helpers and <c>insteadOf</c>, as a clone would.
/// </summary>
/// <param name="environment">Reads an environment variable; <c>git</c> is searched on <c>PATH</c>.</param>
internal sealed partial class RemoteRepository(Func<string, string?> environment)
{
    private const string TagFolder = "refs/tags/";
    private const string BranchFolder = "refs/heads/";
    private const string Peeled = "^{}";

    // No window of a program that asks for a password: nobody may be there.
    private static readonly string[] Options = ["-c", "core.askPass="];

    /// <summary>A server that lists tens of thousands of references takes seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Lists the tags and branches (<c>git ls-remote</c>). Nothing is fetched.</summary>
    /// <param name="address">The repository: an address of HTTP, or the absolute path of a folder.</param>
    /// <param name="token">A token that the server of the address takes, or <c>null</c>. It goes nowhere else.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">
    /// There is no git command (exit code 2) or no such repository (6), it is not to be read with the credentials there are (4), or
    /// its server does not answer (7).
    /// </exception>
    public async Task<RemoteCommits> ListAsync(string address, string? token, CancellationToken cancellationToken)
    {
        var (output, error) = await Git(address, token).AskAsync([.. Options, "ls-remote", "--quiet", "--heads", "--tags", "--", address], Limit, cancellationToken);
        return output is null ? throw Refused(address, error) : Parse(output);
    }

    /// <summary>Reads when a commit was made. The one commit is fetched, where the server can do so without its files.</summary>
    /// <param name="address">As for <see cref="ListAsync"/>.</param>
    /// <param name="token">Likewise.</param>
    /// <param name="commit">The whole id of the commit.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>When, by the clock of its committer; <c>null</c> where that is no date, or 1970.</returns>
    /// <exception cref="PlimsollException">As for <see cref="ListAsync"/>.</exception>
    public async Task<DateTimeOffset?> ReadCommitDateAsync(string address, string? token, string commit, CancellationToken cancellationToken)
    {
        var git = Git(address, token);
        using var temporary = TemporaryFolder.Create("commit");
        var folder = temporary.Path;
        string[] filter = Path.IsPathFullyQualified(address) ? [] : ["--filter=tree:0"];
        foreach (var step in (string[][])
        [
            ["init", "--quiet", "--bare", "--template=", $"--object-format={(commit.Length == 64 ? "sha256" : "sha1")}", folder],
            ["-c", "gc.auto=0", "-c", "maintenance.auto=false", "fetch", "--quiet", "--depth=1", .. filter, "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--", address, commit],
        ])
            if (await git.AskAsync([.. Options, .. step], Limit, cancellationToken, folder) is { Output: null, Error: var error })
                throw Refused(address, error);
        var (output, _) = await git.AskAsync(["cat-file", "commit", commit], Limit, cancellationToken, folder);
        return output is not null && CommitObject.Parse(Encoding.UTF8.GetBytes(output)) is { CommitDate: { Seconds: > 0 } date } ? date.ToDate() : null;
    }

    private GitCommand Git(string address, string? token) => GitCommand.Find(token is null ? environment : WithToken(address, token))
        ?? throw PlimsollException.Usage($"The repository {address} cannot be read: git is not on PATH.", "Install git, or put it on PATH.");

    /// <summary>The environment with a header for the address alone, in a variable: arguments are seen by everybody on the machine.</summary>
    private Func<string, string?> WithToken(string address, string token)
    {
        var count = int.TryParse(environment("GIT_CONFIG_COUNT"), out var given) && given > 0 ? given : 0;
        var header = $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"))}";
        return name => name == "GIT_CONFIG_COUNT" ? $"{count + 1}"
            : name == $"GIT_CONFIG_KEY_{count}" ? $"http.{address}.extraHeader"
            : name == $"GIT_CONFIG_VALUE_{count}" ? header
            : environment(name);
    }

    private static RemoteCommits Parse(string output)
    {
        var (tags, branches) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in output.Split('\n'))
        {
            if (line.Split('\t') is not [var commit, var name])
                continue;

            // An annotated tag is listed twice, first as an object of its own.
            if (name.StartsWith(TagFolder, StringComparison.Ordinal))
                tags[(name.EndsWith(Peeled, StringComparison.Ordinal) ? name[..^Peeled.Length] : name)[TagFolder.Length..]] = commit;
            else if (name.StartsWith(BranchFolder, StringComparison.Ordinal))
                branches[name[BranchFolder.Length..]] = commit;
        }

        return new RemoteCommits(tags, branches);
    }

    private static PlimsollException Refused(string address, string error)
    {
        var said = RemoteReferences.FindReason(error);
        return NeedsCredentials().IsMatch(error) ? new PlimsollException(ErrorKind.Authentication, $"The repository {address} cannot be read without other credentials: it is private, or does not exist ({said}).")
            : IsMissing().IsMatch(error) ? PlimsollException.NotFound($"The repository {address} does not exist ({said}).")
            : new PlimsollException(ErrorKind.Transport, $"The repository {address} cannot be read: {said}.");
    }

    [GeneratedRegex("could not read (Username|Password)|Authentication failed|returned error: 40[13]|terminal prompts disabled|Permission denied", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NeedsCredentials();

    [GeneratedRegex("repository '.*' not found|does not appear to be a git repository|does not exist|not a git repository|returned error: 404", RegexOptions.CultureInvariant)]
    private static partial Regex IsMissing();
}
