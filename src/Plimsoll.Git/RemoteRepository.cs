using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// Asks a repository for its tags and branches by its address, through the <c>git</c> command: with the user's proxies,
/// certificates, credential helpers and <c>insteadOf</c>, as a clone would. Nothing is fetched.
/// </summary>
/// <param name="environment">Reads an environment variable; <c>git</c> is searched on <c>PATH</c>.</param>
internal sealed partial class RemoteRepository(Func<string, string?> environment)
{
    private const string TagFolder = "refs/tags/";
    private const string BranchFolder = "refs/heads/";
    private const string Peeled = "^{}";

    /// <summary>A server that lists tens of thousands of references takes seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Lists the tags and branches (<c>git ls-remote</c>).</summary>
    /// <param name="address">The repository: an address of HTTP, or the absolute path of a folder.</param>
    /// <param name="token">A token that the server of the address takes, or <c>null</c>. It goes nowhere else.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">
    /// There is no git command (exit code 2) or no such repository (6), it is not to be read with the credentials there are (4), or
    /// its server does not answer (7).
    /// </exception>
    public async Task<RemoteCommits> ListAsync(string address, string? token, CancellationToken cancellationToken)
    {
        var git = GitCommand.Find(token is null ? environment : WithToken(address, token))
            ?? throw PlimsollException.Usage($"The repository {address} cannot be read: git is not on PATH.", "Install git, or put it on PATH.");

        // No window of a program that asks for a password: nobody may be there.
        var (output, error) = await git.AskAsync(["-c", "core.askPass=", "ls-remote", "--quiet", "--heads", "--tags", "--", address], Limit, cancellationToken);
        return output is null ? throw Refused(address, error) : Parse(output);
    }

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
