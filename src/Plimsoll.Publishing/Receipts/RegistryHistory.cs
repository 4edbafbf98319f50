using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Collects the receipts that are attached to the images of a repository.</summary>
internal static class RegistryHistory
{
    private const int Parallelism = 8;

    /// <summary>Reads the receipts of one image, or of every image that a tag names.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="name">Its name without tag.</param>
    /// <param name="tagOrDigest">The only image that is wanted, or <c>null</c> for all. An image that no tag names any more is found by its digest only.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no such image (exit code 6), or the registry refuses or fails (4, 7).</exception>
    public static async Task<RecordedReceipts> ReadAsync(IImageRepository repository, string name, string? tagOrDigest, CancellationToken cancellationToken)
    {
        var images = await FindImagesAsync(repository, name, tagOrDigest, cancellationToken);
        return await ReadAsync(repository, name, images, cancellationToken);
    }

    /// <summary>The image that is wanted, or every image that a tag names.</summary>
    /// <exception cref="PlimsollException">There is no such image (exit code 6), or the registry refuses or fails (4, 7).</exception>
    public static async Task<IReadOnlyCollection<Digest>> FindImagesAsync(IImageRepository repository, string name, string? tagOrDigest, CancellationToken cancellationToken) => tagOrDigest is null
        ? await TaggedImagesAsync(repository, cancellationToken)
        : [(await repository.ResolveAsync(tagOrDigest, cancellationToken))?.Digest ?? throw PlimsollException.NotFound($"{name} has no image '{tagOrDigest}'.")];

    /// <summary>Reads the receipts of images.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public static async Task<RecordedReceipts> ReadAsync(IImageRepository repository, string name, IReadOnlyCollection<Digest> images, CancellationToken cancellationToken)
    {

        var found = new ConcurrentBag<RecordedReceipts>();
        await Parallel.ForEachAsync(images, Options(cancellationToken), async (image, token) => found.Add(await ReceiptReferrer.ReadAsync(repository, name, image, token)));
        return RecordedReceipts.Join(found);
    }

    private static async Task<IReadOnlyCollection<Digest>> TaggedImagesAsync(IImageRepository repository, CancellationToken cancellationToken)
    {
        var images = new ConcurrentDictionary<Digest, bool>();

        // Lists of referrers have tags too, where the registry does not list them itself.
        await Parallel.ForEachAsync(ImageTagsAsync(repository, cancellationToken), Options(cancellationToken), async (tag, token) =>
        {
            if (await repository.ResolveAsync(tag, token) is { } image)
                images[image.Digest] = true;
        });
        return [.. images.Keys];
    }

    private static async IAsyncEnumerable<string> ImageTagsAsync(IImageRepository repository, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            if (!Referrer.IsTag(tag))
                yield return tag;
    }

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
}
