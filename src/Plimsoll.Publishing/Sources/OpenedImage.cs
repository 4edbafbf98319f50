using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Sources;

/// <summary>An image opened from wherever it is; disposing it deletes temporary files and closes archives.</summary>
internal sealed class OpenedImage : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _owned;

    internal OpenedImage(IImageSource source, ManifestContent manifest, params IReadOnlyList<IDisposable?> owned)
    {
        Source = source;
        Manifest = manifest;
        _owned = [.. owned.OfType<IDisposable>()];
    }

    /// <summary>Where manifests and blobs are read from.</summary>
    public IImageSource Source { get; }

    /// <summary>The image's manifest or index.</summary>
    public ManifestContent Manifest { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
    }
}
