using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Planning;

/// <summary>Predicts what publishing will do with each blob of an image, by asking and never by trying.</summary>
/// <param name="destination">Where the image goes.</param>
/// <param name="open">Opens another repository of the destination's registry, to read.</param>
internal sealed class BlobPlanner(IImageRepository destination, Func<string, IImageSink> open)
{
    /// <summary>As many as are tried for one blob.</summary>
    private const int MountTries = 2;

    public async Task<IReadOnlyList<PlannedBlob>> PlanAsync(IImageSource source, ManifestContent image, CopyOptions options, CancellationToken cancellationToken)
    {
        var blobs = ForeignLayers.GetBlobs(await ImageCopier.CollectAsync(source, image, cancellationToken));
        if (!options.IncludeForeignLayers && await ImageCopier.IsInRegistryAsync(destination, image, cancellationToken))
            return [.. blobs.Select(blob => new PlannedBlob(blob.Digest, blob.Size, blob.IsForeign ? BlobOutcome.Foreign : BlobOutcome.Present))];

        var from = destination is IBlobMounter ? ImageCopier.MountCandidates(source, destination, options).Take(MountTries).ToList() : [];
        var planned = new PlannedBlob[blobs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ImageCopier.GetParallelism(destination), CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, blobs.Count, parallel, async (index, token) => planned[index] = await PlanAsync(blobs[index], from, options, token));
        return planned;
    }

    private async Task<PlannedBlob> PlanAsync(Descriptor blob, IReadOnlyList<string> from, CopyOptions options, CancellationToken cancellationToken)
    {
        if (blob.IsForeign && !options.IncludeForeignLayers)
            return new PlannedBlob(blob.Digest, blob.Size, BlobOutcome.Foreign);
        if (await HoldsAsync(destination, blob, cancellationToken))
            return new PlannedBlob(blob.Digest, blob.Size, BlobOutcome.Present);

        foreach (var repository in from)
            if (await HoldsAsync(open(repository), blob, cancellationToken))
                return new PlannedBlob(blob.Digest, blob.Size, BlobOutcome.Mounted, repository);
        return new PlannedBlob(blob.Digest, blob.Size, BlobOutcome.Sent);
    }

    /// <summary>What may not be read cannot be taken over, and is sent.</summary>
    private static async Task<bool> HoldsAsync(IImageSink repository, Descriptor blob, CancellationToken cancellationToken)
    {
        try
        {
            return await repository.HasBlobAsync(blob, cancellationToken);
        }
        catch (RegistryException exception) when (exception.Kind is ErrorKind.Authentication or ErrorKind.NotFound)
        {
            return false;
        }
    }
}
