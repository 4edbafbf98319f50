using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Policy;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Answers the policy checker's questions from the registries themselves, with the right to read only.</summary>
/// <param name="services">The registries.</param>
internal sealed class RegistryImageResolver(PlimsollHost services) : IImageResolver
{
    /// <inheritdoc/>
    public async Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var found = await Open(image).ResolveAsync(Selector(image), cancellationToken);
        return found?.Digest;
    }

    /// <inheritdoc/>
    public async Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var repository = Open(image);
        var manifest = await repository.GetManifestAsync(Selector(image), cancellationToken);
        return (await EvidenceFinder.MissingAsync(repository, manifest, [RequiredEvidence.Signature], cancellationToken)).Count == 0;
    }

    /// <inheritdoc/>
    public async Task<long?> GetSizeAsync(ImageReference image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var repository = Open(image);
        var manifest = (await repository.GetManifestAsync(Selector(image), cancellationToken)).Parse();
        if (manifest is ImageIndex index && (index.Manifests.FirstOrDefault(entry => entry.Platform == Platform.LinuxAmd64) ?? (index.Manifests.Count > 0 ? index.Manifests[0] : null)) is { } one)
            manifest = (await repository.GetManifestAsync(one.Digest.ToString(), cancellationToken)).Parse();
        return manifest is ImageManifest single ? single.Layers.Sum(layer => layer.Size) : null;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => Open(repository).ListTagsAsync(cancellationToken);

    private RegistryRepository Open(ImageReference image) => services.OpenRegistry(image, RepositoryAccess.Pull);

    private static string Selector(ImageReference image) => image.Digest?.ToString() ?? image.Tag ?? "latest";
}
