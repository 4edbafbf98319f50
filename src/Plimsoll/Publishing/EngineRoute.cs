using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Publishing;

/// <summary>
/// Publishes an image of the Docker Engine by the engine's own push. The engine pushes tag by tag and makes the
/// manifest itself, so what is compared is the image ID: the digest of the configuration.
/// </summary>
internal sealed class EngineRoute(
    IImageEngine engine,
    Digest image,
    ImageReference destination,
    IImageRepository repository,
    EngineCredentials? credentials,
    IProgress<EngineProgress>? progress) : IPublishRoute
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
            if (await guard(tag, cancellationToken))
                written.Add((tag, await PutTagAsync(tag, cancellationToken)));
        return written;
    }

    private async Task<Digest> PutTagAsync(string tag, CancellationToken cancellationToken)
    {
        var name = destination.WithTag(tag);
        await engine.TagAsync(image.ToString(), name, cancellationToken);
        return await engine.PushAsync(name, credentials, progress, cancellationToken);
    }
}
