using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layers;

namespace Plimsoll.Publishing.Execution;

/// <summary>Loads images into the engine, and remembers what their layers were compressed as: the engine keeps only what is in them.</summary>
/// <param name="host">The engine, and what is remembered of layers.</param>
internal sealed class EngineLoader(PlimsollHost host)
{
    /// <summary>Loads an image for one platform.</summary>
    /// <returns>The ID that the engine gave it.</returns>
    /// <exception cref="PlimsollException">The image cannot be read (2, 4, 6, 7), or the engine refuses it or does not answer (1, 4, 7).</exception>
    public async Task<Digest> LoadAsync(IImageSource source, ManifestContent manifest, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken)
    {
        var id = await host.Engine.LoadAsync(source, manifest, names, cancellationToken);

        // The engine has unpacked each layer and compared it with the configuration, so the two digests belong together.
        if (host.Layers is { } memory && manifest.Parse() is ImageManifest image && await source.ReadConfigAsync(image, cancellationToken) is { RootFs.DiffIds: { } diffIds } && diffIds.Count == image.Layers.Count)
            foreach (var (diffId, layer) in diffIds.Zip(image.Layers))
                if (RememberedBlob.From(layer) is { } blob)
                    memory.Remember(diffId, blob);
        return id;
    }
}
