using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Publishing.Retention;

/// <summary>Deletes through the registry's own protocol.</summary>
internal sealed class RegistryDeleter(RegistryRepository repository) : IImageDeleter
{
    public string Name => "registry";

    public bool CanUntag => true;

    public bool ListsUntagged => false;

    public int Parallelism => repository.MaximumParallelism;

    public Task<IReadOnlyList<UntaggedVersion>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UntaggedVersion>>([]);

    public async Task<string?> DeleteAsync(Digest image, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        await repository.DeleteImageAsync(image, tags, cancellationToken);
        return null;
    }

    public async Task<bool> UntagAsync(string tag, Digest image, IReadOnlyList<string> otherTags, CancellationToken cancellationToken) =>
        await repository.UntagAsync(tag, image, otherTags, cancellationToken);

    public void Dispose()
    {
    }
}
