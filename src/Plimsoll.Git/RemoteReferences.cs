using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Asks a remote for its references through the <c>git</c> command, with the user's transport and credentials. Nothing is fetched.</summary>
/// <param name="environment">Reads an environment variable; <c>git</c> is searched on <c>PATH</c>.</param>
internal sealed partial class RemoteReferences(Func<string, string?> environment)
{
    /// <summary>Nobody waits longer for what is only a check.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Reads the names of references (<c>git ls-remote</c>).</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="remote">The name of the remote.</param>
    /// <param name="option">Which ones: <c>--tags</c> or <c>--heads</c>.</param>
    /// <param name="folder">The folder that is left out of the names.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The names, or <c>null</c> and what git said, without credentials.</returns>
    /// <exception cref="PlimsollException">There is no repository (exit code 2).</exception>
    public async Task<(IReadOnlyList<string>? Names, string? Failure)> ReadAsync(string path, string remote, string option, string folder, CancellationToken cancellationToken)
    {
        var location = RepositoryLocation.Find(path, environment);
        if (location.Git is not { } git)
            return (null, "git is not on PATH");

        var (succeeded, said) = await git.RunAsync(
            [$"--git-dir={location.GitDirectory}", "ls-remote", option, "--refs", "--quiet", "--", remote], location.GitDirectory, mayAsk: false, Limit, cancellationToken);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return succeeded
            ? ([.. lines.Select(line => line.Split('\t')).Where(fields => fields is [_, var name] && name.StartsWith(folder, StringComparison.Ordinal)).Select(fields => fields[1][folder.Length..])], null)
            : (null, FindReason(said));
    }

    /// <summary>The line in which git says why it failed, without credentials.</summary>
    public static string FindReason(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Credentials.Replace(lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "git failed", "://");
    }

    [GeneratedRegex(@"://[^/\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials { get; }
}
