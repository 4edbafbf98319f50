using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Asks a remote for its branches, as they are there now.</summary>
/// <param name="environment">Reads an environment variable; <c>git</c> is searched on <c>PATH</c>.</param>
internal sealed class RemoteBranchReader(Func<string, string?> environment)
{
    /// <summary>Reads the names of all branches, without <c>refs/heads/</c>.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="remote">The name of the remote.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The names, or <c>null</c> and what git said.</returns>
    /// <exception cref="PlimsollException">There is no repository (exit code 2).</exception>
    public Task<(IReadOnlyList<string>? Names, string? Failure)> ReadAsync(string path, string remote, CancellationToken cancellationToken) =>
        new RemoteReferences(environment).ReadAsync(path, remote, "--heads", "refs/heads/", cancellationToken);
}
