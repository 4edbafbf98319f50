using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.HostRecords;

namespace Plimsoll.Publishing.Retention;

/// <summary>Finds the way to delete images of a repository.</summary>
internal static class ImageDeleters
{
    private const string GitHubRegistry = "ghcr.io";

    /// <summary>Opens it; no request is made yet.</summary>
    /// <exception cref="Oci.PlimsollException">GitHub's API is needed, and there is no token for it (exit code 4).</exception>
    public static IImageDeleter Open(PlimsollHost host, RegistryRepository repository, DeletionWay way) =>
        way == DeletionWay.GitHub || (way == DeletionWay.Auto && repository.Name.Registry.Equals(GitHubRegistry, StringComparison.OrdinalIgnoreCase))
            ? new GitHubDeleter(GitHubApi.Create(host), repository.Name)
            : new RegistryDeleter(repository);
}
