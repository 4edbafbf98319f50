using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Policy;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Answers the policy checker's questions from the registries themselves, with the right to read only.</summary>
/// <param name="services">The registries.</param>
/// <param name="judges">Judges the evidence of images, by environment.</param>
internal sealed class RegistryImageResolver(PlimsollHost services, IReadOnlyDictionary<string, EvidenceJudge> judges) : IImageResolver
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
        await foreach (var attachment in AttachmentFinder.FindAsync(repository, manifest, cancellationToken))
            if (attachment.IsSignature && attachment.Subject == manifest.Descriptor.Digest)
                return true;
        return false;
    }

    /// <inheritdoc/>
    public async Task<MissingEvidence?> FindMissingEvidenceAsync(ImageReference image, string environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!judges.TryGetValue(environment, out var judge))
            return new MissingEvidence($"The evidence for '{environment}' is not configured.", $"Set environments.{environment}.evidence in plimsoll.yml.");

        var repository = Open(image);
        var manifest = await repository.GetManifestAsync(Selector(image), cancellationToken);
        var verdict = await judge.JudgeAsync(manifest, [repository], listsAll: false, cancellationToken);
        return verdict.GetRefusal($"{image.FamiliarName}@{manifest.Descriptor.Digest}") is { } refusal ? new MissingEvidence(refusal.Message, refusal.Advice) : null;
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
