using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Asks a remote for its tags through the <c>git</c> command, with the user's transport and credentials.</summary>
/// <param name="environment">Reads an environment variable; <c>git</c> is searched on <c>PATH</c>.</param>
public sealed class RemoteTagReader(Func<string, string?> environment)
{
    /// <summary>Reads the names of all tags (<c>git ls-remote --tags</c>). Nothing is fetched.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="remote">The name of the remote.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">There is no repository (exit code 2).</exception>
    public async Task<RemoteTags> ReadAsync(string path, string remote, CancellationToken cancellationToken)
    {
        var (names, failure) = await new RemoteReferences(environment).ReadAsync(path, remote, "--tags", "refs/tags/", cancellationToken);
        return new RemoteTags(names, failure);
    }
}
