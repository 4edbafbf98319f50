using System.Runtime.CompilerServices;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>The images that an environment has had, according to its receipts.</summary>
internal sealed class EnvironmentHistory
{
    private readonly string _destination;
    private readonly string _environment;
    private readonly IImageRepository _repository;
    private readonly IReadOnlyList<ImageReceipt> _local;
    private IReadOnlyList<ImageReceipt>? _attached;

    /// <param name="destination">The image's name without tag.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="repository">Where the image is, and receipts may be attached to it.</param>
    /// <param name="directory">The directory whose receipts are looked at first.</param>
    public EnvironmentHistory(string destination, string environment, IImageRepository repository, string directory)
    {
        _destination = destination;
        _environment = environment;
        _repository = repository;
        _local = SelectOwn(ReceiptFolder.Read(ReceiptFile.FolderIn(directory)));
    }

    /// <summary>
    /// The images that the environment had before <paramref name="current"/>, the last one first. Receipts of this machine are
    /// enough where the newest of them tells of <paramref name="current"/>; others may have shipped since, and where they
    /// attached their receipts, those count too.
    /// </summary>
    public async IAsyncEnumerable<Digest> BeforeAsync(Digest current, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new HashSet<Digest> { current };
        if (_local is [var newest, ..] && ImageOf(newest) == current)
            foreach (var image in Before(_local, current).Where(told.Add))
                yield return image;
        foreach (var image in Before(await AllAsync(cancellationToken), current).Where(told.Add))
            yield return image;
    }

    /// <summary>The version of an image, if a local receipt or an attached one that was read has it.</summary>
    public string? VersionOf(Digest image) =>
        _local.Concat(_attached ?? []).FirstOrDefault(receipt => receipt.Digest == image && receipt.Version is not null)?.Version;

    /// <summary>The image that the environment had after what a receipt records; <c>null</c> if it records none.</summary>
    public static Digest? ImageOf(ImageReceipt receipt) =>
        Pointer(receipt)?.After ?? receipt.Digest;

    /// <summary>
    /// A receipt records the image that was deployed, and its tag the image before it, so that a single receipt of a CI job
    /// names both. For an image that a rollback brought back, its first deployment counts; else rolling back again would roll forward.
    /// </summary>
    private static IEnumerable<Digest> Before(IReadOnlyList<ImageReceipt> newestFirst, Digest current)
    {
        var brought = newestFirst.Where(receipt => ImageOf(receipt) == current && Pointer(receipt)?.Action is not (TagAction.Unchanged or TagAction.Keep)).ToList();
        var first = brought.FirstOrDefault(receipt => receipt.Kind != ReceiptKind.Rollback);
        var known = first is not null ? newestFirst.SkipWhile(receipt => receipt != first) : brought.Count > 0 ? [] : newestFirst;
        return known.SelectMany(receipt => new[] { ImageOf(receipt), Pointer(receipt)?.Before }).OfType<Digest>();
    }

    private static ReceiptTag? Pointer(ImageReceipt receipt) => receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment);

    private async Task<IReadOnlyList<ImageReceipt>> AllAsync(CancellationToken cancellationToken)
    {
        _attached ??= SelectOwn(await RegistryHistory.ReadAsync(_repository, _destination, tagOrDigest: null, cancellationToken));
        return [.. _local.Concat(_attached).OrderByDescending(receipt => receipt.FinishedAt)];
    }

    private IReadOnlyList<ImageReceipt> SelectOwn(RecordedReceipts found) =>
        [.. found.Receipts.Select(recorded => recorded.Receipt).Where(receipt => receipt.Destination == _destination && receipt.Environment == _environment)];
}
