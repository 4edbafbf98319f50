using System.Globalization;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>A layer as it was seen, compressed.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Compression">What it is compressed with.</param>
internal sealed record RememberedBlob(Digest Digest, long Size, LayerCompression Compression)
{
    /// <summary>As a layer of a manifest, or <c>null</c> where a layer of that media type is not compressed in a way that we know.</summary>
    public static RememberedBlob? From(Descriptor layer) => layer.MediaType switch
    {
        MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip => new RememberedBlob(layer.Digest, layer.Size, LayerCompression.Gzip),
        MediaTypes.OciLayerZstd or MediaTypes.DockerLayerZstd => new RememberedBlob(layer.Digest, layer.Size, LayerCompression.Zstd),
        _ => null,
    };

    /// <summary>Reads a line.</summary>
    /// <returns><c>null</c> where it is not valid.</returns>
    public static RememberedBlob? TryParse(string line) =>
        line.Split(' ') is [var digest, var size, var compression]
        && Digest.TryParse(digest, out var parsed)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && Enum.TryParse(compression, ignoreCase: true, out LayerCompression known) && known is LayerCompression.Gzip or LayerCompression.Zstd
            ? new RememberedBlob(parsed, length, known)
            : null;

    /// <summary>The descriptor, in the family of media types of a manifest.</summary>
    /// <param name="plain">The layer that is not compressed.</param>
    public Descriptor For(Descriptor plain) => plain with
    {
        MediaType = (Compression, plain.MediaType == MediaTypes.DockerLayer) switch
        {
            (LayerCompression.Zstd, true) => MediaTypes.DockerLayerZstd,
            (LayerCompression.Zstd, false) => MediaTypes.OciLayerZstd,
            (_, true) => MediaTypes.DockerLayerGzip,
            _ => MediaTypes.OciLayerGzip,
        },
        Digest = Digest,
        Size = Size,
    };

    /// <summary>A line that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Digest} {Size} {Compression.ToString().ToLowerInvariant()}");
}
