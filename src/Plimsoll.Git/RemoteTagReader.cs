using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Asks a remote for its tags through the <c>git</c> command, with the user's transport and credentials.</summary>
/// <param name="environment">Reads an environment variable; <c>git</c> is searched on <c>PATH</c>.</param>
public sealed partial class RemoteTagReader(Func<string, string?> environment)
{
    /// <summary>Nobody waits longer for what is only a check.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Reads the names of all tags (<c>git ls-remote --tags</c>). Nothing is fetched.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="remote">The name of the remote.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">There is no repository (exit code 2).</exception>
    public async Task<RemoteTags> ReadAsync(string path, string remote, CancellationToken cancellationToken)
    {
        const string Tags = "refs/tags/";
        var location = RepositoryLocation.Find(path, environment);
        if (location.Git is not { } git)
            return new RemoteTags(null, "git is not on PATH");

        var (succeeded, said) = await git.RunAsync(
            [$"--git-dir={location.GitDirectory}", "ls-remote", "--tags", "--refs", "--quiet", "--", remote], location.GitDirectory, mayAsk: false, Limit, cancellationToken);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return succeeded
            ? new RemoteTags([.. lines.Select(line => line.Split('\t')).Where(fields => fields is [_, var name] && name.StartsWith(Tags, StringComparison.Ordinal)).Select(fields => fields[1][Tags.Length..])], null)
            : new RemoteTags(null, Credentials.Replace(lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "git failed", "://"));
    }

    [GeneratedRegex(@"://[^/\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials { get; }
}
