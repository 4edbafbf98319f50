using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Reads every tag of a receipt, and its image, where they are.</summary>
internal static class ReceiptVerifier
{
    private const int Parallelism = 8;

    /// <summary>Compares a receipt with what is there now. Only manifests are asked for, nothing is fetched.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public static async Task<ReceiptVerification> VerifyAsync(ImageReceipt receipt, IImageSource source, CancellationToken cancellationToken)
    {
        var imageIsThere = receipt.Digest is not { } digest || await source.ResolveAsync(digest.ToString(), cancellationToken) is not null;
        var tags = new VerifiedTag[receipt.Tags.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, tags.Length, options, async (index, token) =>
        {
            var tag = receipt.Tags[index];
            var now = (await source.ResolveAsync(tag.Tag, token))?.Digest;
            tags[index] = new VerifiedTag(tag.Tag, tag.Mutability, StateOf(tag, now), tag.After, now);
        });
        return new ReceiptVerification(imageIsThere, tags);
    }

    private static TagState StateOf(ReceiptTag tag, Digest? now) =>
        now is null ? TagState.Missing
        : now == tag.After ? TagState.Same
        : tag.Mutability == Mutability.Moving ? TagState.Moved
        : TagState.Differs;
}
