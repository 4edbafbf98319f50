using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.HostRecords;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// Deletes through GitHub's package API, which is the only way for ghcr.io: a version of a package is a manifest with all its tags,
/// and is deleted as a whole. It lists what has no tag, too.
/// </summary>
/// <param name="api">The API.</param>
/// <param name="name">The repository: owner and package.</param>
internal sealed class GitHubDeleter(GitHubApi api, ImageReference name) : IImageDeleter
{
    private string? _path;
    private Dictionary<Digest, GitHubPackageVersion> _versions = [];

    public string Name => "github";

    public bool CanUntag => false;

    public bool ListsUntagged => true;

    /// <summary>GitHub asks for requests that change something to be sent one after the other.</summary>
    public int Parallelism => 1;

    public async Task<IReadOnlyList<UntaggedVersion>> ReadAsync(CancellationToken cancellationToken)
    {
        var versions = new Dictionary<Digest, GitHubPackageVersion>();
        foreach (var version in await ListAsync(cancellationToken))
            if (Digest.TryParse(version.Name, out var digest))
                versions[digest] = version;
        _versions = versions;
        return [.. versions.Where(version => version.Value.Tags.Count == 0).Select(version => new UntaggedVersion(version.Key, version.Value.UpdatedAt ?? version.Value.CreatedAt))];
    }

    /// <exception cref="PlimsollException">GitHub lists another tag of the image (exit code 5), or refuses or fails (4, 7).</exception>
    public async Task<string?> DeleteAsync(Digest image, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        if (!_versions.TryGetValue(image, out var version))
            return null;
        if (version.Tags.Except(tags).FirstOrDefault() is { } other)
            throw new PlimsollException(ErrorKind.Conflict, $"{name.FamiliarName}@{image} was not deleted: GitHub lists it with the tag {other} too, which stays.");
        return await api.DeleteAsync($"{_path}/{version.Id}", cancellationToken);
    }

    public Task<bool> UntagAsync(string tag, Digest image, IReadOnlyList<string> otherTags, CancellationToken cancellationToken) => Task.FromResult(false);

    public void Dispose() => api.Dispose();

    /// <summary>An owner is an organization or a user, and nothing tells which: the other one is asked where there is no such package.</summary>
    private async Task<IReadOnlyList<GitHubPackageVersion>> ListAsync(CancellationToken cancellationToken)
    {
        if (name.Repository.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash))
            throw PlimsollException.Usage($"{name.FamiliarName} has no owner, so that GitHub cannot be asked for it.", "Write ghcr.io/OWNER/NAME.");

        var (owner, package) = (Uri.EscapeDataString(name.Repository[..slash]), Uri.EscapeDataString(name.Repository[(slash + 1)..]));
        foreach (var kind in new[] { "orgs", "users" })
            try
            {
                var path = $"{kind}/{owner}/packages/container/{package}/versions";
                var versions = await api.ListAsync(path, GitHubJson.Default.GitHubPackageVersionArray, cancellationToken).ToListAsync(cancellationToken);
                _path = path;
                return versions;
            }
            catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
            {
            }

        throw PlimsollException.NotFound(
            $"GitHub has no container package {name.Repository}, or the token may not read it.",
            "The token needs the scopes read:packages and delete:packages; the token of a workflow sees only packages that its repository has access to.");
    }
}
