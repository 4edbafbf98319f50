using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// Keeps receipts beside the image that they are about, as artifacts that refer to it: an in-toto statement in a manifest
/// with a <c>subject</c> and an empty configuration. Whoever may write to the repository can attach one, so that a receipt
/// in a registry is as trustworthy as those people are.
/// </summary>
internal static class ReceiptReferrer
{
    /// <summary>The type of the artifact and of its only layer.</summary>
    public const string ArtifactType = Statement.MediaType;

    /// <summary>The annotation that tells what a statement says, so that nobody need fetch those that say something else.</summary>
    public const string PredicateAnnotation = AttachmentClassifier.StatementPredicate;

    /// <summary>More receipts of one image than any history has; what a registry lists beyond is not read.</summary>
    private const int MostReceipts = 1000;

    /// <summary>Attaches a receipt to the image that it names. The same receipt twice is one artifact.</summary>
    /// <param name="repository">Where the image is: a registry's repository, or a layout.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The artifact's descriptor.</returns>
    /// <exception cref="PlimsollException">The receipt names no image (exit code 2), the image is not there (6), or writing fails (4, 7).</exception>
    public static async Task<Descriptor> AttachAsync(IImageRepository repository, ImageReceipt receipt, CancellationToken cancellationToken)
    {
        var digest = receipt.Digest ?? throw PlimsollException.Usage("The receipt does not record an image, so there is nothing to attach it to.");
        var image = await repository.ResolveAsync(digest.ToString(), cancellationToken)
            ?? throw PlimsollException.NotFound($"{receipt.Destination} has no image {digest} to attach the receipt to.");

        return await AttachedDocument.AttachAsync(
            repository,
            image,
            ArtifactType,
            StatementOf(receipt, digest),
            receipt.FinishedAt,
            new Dictionary<string, string> { [PredicateAnnotation] = ReceiptStatement.ReceiptPredicate },
            cancellationToken);
    }

    /// <summary>Reads the receipts that are attached to an image.</summary>
    /// <param name="source">Where the image is; one that knows no referrers has none.</param>
    /// <param name="name">The image's name without tag, for places and messages.</param>
    /// <param name="image">The image; a receipt that speaks of another one does not count.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public static async Task<RecordedReceipts> ReadAsync(IImageSource source, string name, Digest image, CancellationToken cancellationToken)
    {
        if (source is not IReferrerSource referrers)
            return new RecordedReceipts([], []);

        var listed = (await referrers.GetReferrersAsync(image, ArtifactType, cancellationToken))
            .Where(referrer => referrer.Annotations?.GetValueOrDefault(PredicateAnnotation) is null or ReceiptStatement.ReceiptPredicate)
            .ToList();
        var receipts = new List<RecordedReceipt>();
        var unreadable = new List<string>();
        if (listed.Count > MostReceipts)
            unreadable.Add($"{name}@{image} has {listed.Count} statements attached, but only {MostReceipts} are read.");

        foreach (var referrer in listed.Take(MostReceipts))
        {
            var place = $"{name}@{referrer.Digest}";
            try
            {
                if (await ReadStatementAsync(source, referrer, place, cancellationToken) is not { } statement)
                    continue;

                if (statement.IsAbout(image))
                    receipts.Add(new RecordedReceipt(statement.Predicate, place));
                else
                    unreadable.Add($"{place} is attached to {image}, but is the receipt of another image.");
            }
            catch (PlimsollException exception) when (exception.Kind is ErrorKind.Usage or ErrorKind.NotFound)
            {
                unreadable.Add(exception.Message);
            }
        }

        return new RecordedReceipts(RecordedReceipts.NewestFirst(receipts), unreadable);
    }

    /// <returns><c>null</c> where the statement says something else.</returns>
    private static async Task<ReceiptStatement?> ReadStatementAsync(IImageSource source, Descriptor referrer, string place, CancellationToken cancellationToken) =>
        await AttachedDocument.ReadAsync(source, referrer, ArtifactType, ReceiptJson.LargestSize, place, cancellationToken) is { } document
            ? ReceiptJson.ParseStatement(document, place)
            : null;

    private static byte[] StatementOf(ImageReceipt receipt, Digest digest) => JsonSerializer.SerializeToUtf8Bytes(
        new ReceiptStatement(
            ReceiptStatement.StatementType,
            [new StatementSubject(receipt.Destination, new Dictionary<string, string> { [digest.Algorithm] = digest.Hex })],
            ReceiptStatement.ReceiptPredicate,
            receipt),
        PublishingJson.Default.ReceiptStatement);
}
