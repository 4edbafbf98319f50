using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Publishing.Destinations;

/// <summary>
/// Publishes an image of the Docker Engine by the engine's own push. The engine makes the manifest itself, so what is
/// compared is the image ID: the digest of the configuration. The first tag brings manifest and layers; the others are
/// given to that manifest, so that all name one, and no other process of the engine gets in between. Where only the engine
/// has the right to write, it pushes each tag.
/// </summary>
internal sealed class EngineTarget(
    IImageEngine engine,
    Digest image,
    ImageReference destination,
    IImageRepository repository,
    EngineCredentials? credentials,
    IProgress<EngineProgress>? progress,
    RetryOptions retry,
    TimeProvider clock) : IPublishTarget
{
    public string Destination => destination.FamiliarName;

    public string Name => "engine";

    public Digest Image => image;

    public Digest? Manifest => _pushed?.Descriptor.Digest;

    public IImageRepository Repository => repository;

    /// <summary>The manifest that the registry holds this image under; <c>null</c> where it does not, or the engine alone may write.</summary>
    private ManifestContent? _pushed;

    private bool _isWriter = true;

    public async ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken) =>
        // With the containerd image store an engine's image ID is the manifest's digest.
        tagged.Digest == image || await SameContent.ReadConfigurationAsync(repository, tagged, cancellationToken) == image;

    public ValueTask<bool> HasSameContentAsync(Descriptor tagged, CancellationToken cancellationToken) => IsThisImageAsync(tagged, cancellationToken);

    public IPublishTarget Follow(ManifestContent manifest) => manifest.Descriptor.Digest == image || SameContent.GetConfiguration(manifest) == image
        ? new EngineTarget(engine, image, destination, repository, credentials, progress, retry, clock) { _pushed = manifest }
        : new DirectTarget(repository, manifest, repository, Destination, new CopyOptions()) { Name = Name, ComparesContent = true };

    /// <summary>Nothing: the engine sends the layers with the first tag.</summary>
    public Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken) =>
        Task.FromResult(new CopyReport([]));

    public async Task<IReadOnlyList<(string Tag, Digest Digest)>> PutTagsAsync(IReadOnlyList<string> tags, TagWriteGuard guard, CancellationToken cancellationToken)
    {
        var written = new List<(string, Digest)>();
        foreach (var tag in tags)
        {
            // Named before the last look at the registry, so that nothing but the write comes after it.
            var name = destination.WithTag(tag);
            await engine.TagAsync(image.ToString(), name, cancellationToken);
            if (await WriteAsync(name, guard, cancellationToken) is { } digest)
                written.Add((tag, digest));
        }

        return written;
    }

    /// <summary>
    /// Writes a tag where the guard lets it. An engine does not retry a manifest that the registry did not take, as while another
    /// publisher writes the same tag; each attempt is a write of its own, and is guarded.
    /// </summary>
    private async Task<Digest?> WriteAsync(ImageReference name, TagWriteGuard guard, CancellationToken cancellationToken)
    {
        for (var attempt = 1; await guard(name.Tag!, cancellationToken); attempt++)
            try
            {
                return await TryPutAsync(name.Tag!, cancellationToken) ?? await PushAsync(name, cancellationToken);
            }
            catch (TransientPushException) when (attempt < retry.MaxAttempts)
            {
                await Task.Delay(retry.GetDelay(attempt), clock, cancellationToken);
            }

        return null;
    }

    private async Task<Digest?> TryPutAsync(string tag, CancellationToken cancellationToken)
    {
        if (_pushed is null || !_isWriter)
            return null;

        try
        {
            await repository.PutManifestAsync(_pushed, tag, cancellationToken);
            return _pushed.Descriptor.Digest;
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Authentication)
        {
            // The engine may have credentials that we do not find.
            _isWriter = false;
            return null;
        }
    }

    /// <summary>The engine pushes what the name stands for at that moment, and every process that uses the engine can give it away.</summary>
    private async Task<Digest> PushAsync(ImageReference name, CancellationToken cancellationToken)
    {
        var pushed = await engine.PushAsync(name, credentials, progress, cancellationToken);
        if (await repository.ResolveAsync(pushed.ToString(), cancellationToken) is not { } there)
            return pushed;
        if (!await IsThisImageAsync(there, cancellationToken))
            throw new LostRaceException(
                there,
                $"The Docker engine at {engine.Endpoint} pushed a different image as {name.Familiar}: another process moved that tag in the engine at the same moment.\n  expected:   {image}\n  pushed:     {pushed}",
                "Run only one job at a time that publishes this tag through this engine.");

        _pushed ??= await repository.GetManifestAsync(pushed.ToString(), cancellationToken);
        return pushed;
    }
}
