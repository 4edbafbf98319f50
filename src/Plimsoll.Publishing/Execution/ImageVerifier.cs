using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Execution;

/// <summary>Finds out whether an image is there whole: all its manifests with the bytes of their digests, and all its blobs.</summary>
internal static class ImageVerifier
{
    private const int ListedAtMost = 10;

    /// <summary>Verifies one image.</summary>
    /// <param name="repository">Where it is.</param>
    /// <param name="name">The repository, for messages.</param>
    /// <param name="image">The image.</param>
    /// <param name="includeForeign">Whether foreign layers are there too.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">A blob (7) or a manifest (6) is missing, or a manifest is not what its digest says (2, 7).</exception>
    public static async Task VerifyAsync(IImageRepository repository, string name, Digest image, bool includeForeign, CancellationToken cancellationToken)
    {
        var manifests = await ImageCopier.CollectAsync(repository, await repository.GetManifestAsync(image.ToString(), cancellationToken), cancellationToken);
        var missing = new ConcurrentBag<Descriptor>();
        await Parallel.ForEachAsync(
            ForeignLayers.GetBlobs(manifests).Where(blob => includeForeign || !blob.IsForeign),
            new ParallelOptions { MaxDegreeOfParallelism = ImageCopier.GetParallelism(repository), CancellationToken = cancellationToken },
            async (blob, token) =>
            {
                if (!await repository.HasBlobAsync(blob, token))
                    missing.Add(blob);
            });
        if (missing.IsEmpty)
            return;

        var listed = missing.Select(blob => blob.Digest.ToString()).Order(StringComparer.Ordinal).Take(ListedAtMost);
        throw new PlimsollException(
            ErrorKind.Transport,
            $"{name} is incomplete: it is missing {Quantity.Format(missing.Count, "blob")} of {image}.\n  {string.Join("\n  ", listed)}",
            "Publish again. If it happens again, the registry is losing blobs, or a cache in front of it is stale.");
    }
}
