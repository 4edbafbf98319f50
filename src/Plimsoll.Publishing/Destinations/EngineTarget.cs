using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Publishing.Destinations;

/// <summary>
/// Publishes an image of the Docker Engine by the engine's own push. The engine pushes tag by tag and makes the
/// manifest itself, so what is compared is the image ID: the digest of the configuration.
/// </summary>
internal sealed class EngineTarget(
    IImageEngine engine,
    Digest image,
    ImageReference destination,
    IImageRepository repository,
    EngineCredentials? credentials,
    IProgress<EngineProgress>? progress) : IPublishTarget
{
    public string Destination => destination.FamiliarName;

    public string Name => "engine";

    public Digest Image => image;

    public IImageRepository Repository => repository;

    public async ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken)
    {
        // With the containerd image store an engine's image ID is the manifest's digest.
        if (tagged.Digest == image)
            return true;

        return !MediaTypes.IsIndex(tagged.MediaType)
            && (await repository.GetManifestAsync(tagged.Digest.ToString(), cancellationToken)).Parse() is ImageManifest manifest
            && manifest.Config.Digest == image;
    }

    /// <summary>Nothing: the engine sends the layers with the first tag.</summary>
    public Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken) =>
        Task.FromResult(new CopyReport([]));

    public async Task<IReadOnlyList<(string Tag, Digest Digest)>> PutTagsAsync(IReadOnlyList<string> tags, TagWriteGuard guard, CancellationToken cancellationToken)
    {
        var written = new List<(string, Digest)>();
        foreach (var tag in tags)
        {
            // Named before the last look at the registry, so that nothing but the push comes after it.
            var name = destination.WithTag(tag);
            await engine.TagAsync(image.ToString(), name, cancellationToken);
            if (await guard(tag, cancellationToken))
                written.Add((tag, await PushAsync(name, cancellationToken)));
        }

        return written;
    }

    /// <summary>The engine pushes what the name stands for at that moment, and every process that uses the engine can give it away.</summary>
    private async Task<Digest> PushAsync(ImageReference name, CancellationToken cancellationToken)
    {
        var pushed = await engine.PushAsync(name, credentials, progress, cancellationToken);
        return await repository.ResolveAsync(pushed.ToString(), cancellationToken) is not { } there || await IsThisImageAsync(there, cancellationToken)
            ? pushed
            : throw new PlimsollException(
                ErrorKind.Conflict,
                $"The engine at {engine.Endpoint} pushed another image as {name.Familiar}: another process gave it that name at the same moment.\n  expected:   {image}\n  pushed:     {pushed}",
                "Publish again, and let one job at a time publish a tag through this engine.");
    }
}
