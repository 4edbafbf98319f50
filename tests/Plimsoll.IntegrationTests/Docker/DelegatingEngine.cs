using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>An engine that is another one, but for what a test overrides.</summary>
internal abstract class DelegatingEngine(IImageEngine engine) : IImageEngine
{
    public string Endpoint => engine.Endpoint;

    public ValueTask PingAsync(CancellationToken cancellationToken) => engine.PingAsync(cancellationToken);

    public ValueTask<EngineVersion> GetVersionAsync(CancellationToken cancellationToken) => engine.GetVersionAsync(cancellationToken);

    public ValueTask<IReadOnlyList<EngineImage>> ListAsync(CancellationToken cancellationToken) => engine.ListAsync(cancellationToken);

    public ValueTask<EngineImage?> InspectAsync(string nameOrId, CancellationToken cancellationToken) => engine.InspectAsync(nameOrId, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListTagsAsync(ImageReference name, CancellationToken cancellationToken) => engine.ListTagsAsync(name, cancellationToken);

    public ValueTask<IReadOnlyList<EngineHistoryEntry>> GetHistoryAsync(string nameOrId, CancellationToken cancellationToken) => engine.GetHistoryAsync(nameOrId, cancellationToken);

    public ValueTask<Digest> LoadAsync(IImageSource source, ManifestContent manifest, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken) => engine.LoadAsync(source, manifest, names, cancellationToken);

    public ValueTask<ImageArchive> OpenAsync(string nameOrId, CancellationToken cancellationToken) => engine.OpenAsync(nameOrId, cancellationToken);

    public virtual ValueTask TagAsync(string nameOrId, ImageReference name, CancellationToken cancellationToken) => engine.TagAsync(nameOrId, name, cancellationToken);

    public ValueTask<bool> UntagAsync(ImageReference name, CancellationToken cancellationToken) => engine.UntagAsync(name, cancellationToken);

    public virtual ValueTask<Digest> PushAsync(ImageReference name, EngineCredentials? credentials, IProgress<EngineProgress>? progress, CancellationToken cancellationToken) => engine.PushAsync(name, credentials, progress, cancellationToken);
}
