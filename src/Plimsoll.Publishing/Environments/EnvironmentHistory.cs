using System.Runtime.CompilerServices;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// What an environment has had, as its receipts tell: those in the folder of this machine and, as a job of a pipeline has
/// none, those that are attached to the images.
/// </summary>
internal sealed class EnvironmentHistory
{
    private readonly string _destination;
    private readonly string _environment;
    private readonly IImageRepository _repository;
    private readonly bool _requiresEvidence;
    private readonly IProgress<string>? _warnings;
    private readonly IReadOnlyList<ImageReceipt> _local;
    private readonly Dictionary<Digest, IReadOnlyList<ImageReceipt>> _attached = [];

    /// <param name="destination">The image's name without tag.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="repository">Where the image is, and receipts may be attached to it.</param>
    /// <param name="directory">The directory whose receipts are looked at too.</param>
    /// <param name="requiresEvidence">
    /// Whether the environment requires evidence. Then whoever may write to the registry is not believed for it alone: what is attached tells of
    /// no rollback, which says what not to go back to.
    /// </param>
    /// <param name="warnings">Whom to tell of what is attached and cannot be read.</param>
    public EnvironmentHistory(string destination, string environment, IImageRepository repository, string directory, bool requiresEvidence, IProgress<string>? warnings = null)
    {
        _destination = destination;
        _environment = environment;
        _repository = repository;
        _requiresEvidence = requiresEvidence;
        _warnings = warnings;
        _local = SelectOwn(ReceiptFolder.Read(ReceiptFile.FolderIn(directory)));
    }

    /// <summary>
    /// The images that the environment had before <paramref name="current"/>, the last one first. The receipt that brought
    /// an image tells what was there before, and that image's own receipt goes on from there: of a repository with any
    /// number of tags only these images are asked for. Where an image has no such receipt, every image that a tag names is.
    /// </summary>
    public async IAsyncEnumerable<Digest> BeforeAsync(Digest current, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new HashSet<Digest> { current };
        var followed = new HashSet<string>(StringComparer.Ordinal);
        var (image, until) = (current, DateTimeOffset.MaxValue);
        while (Brought(Believed(await ReceiptsOfAsync(image, cancellationToken)), image, until, followed) is { } receipt)
        {
            if (Pointer(receipt)!.Before is not { } before)
                yield break;

            // What a rollback took away is not what was there before: going back again would go forward.
            if (receipt.Kind != ReceiptKind.Rollback && told.Add(before))
                yield return before;
            (image, until) = (before, receipt.FinishedAt);
        }

        foreach (var before in Believed(await AllAsync(cancellationToken)).Where(receipt => receipt.FinishedAt <= until).SelectMany(Had))
            if (told.Add(before))
                yield return before;
    }

    /// <summary>
    /// Whether a receipt tells that the environment had an image. Its own receipts are asked first, and only where they do
    /// not tell it those of every image that a tag names.
    /// </summary>
    public async Task<bool> HadAsync(Digest image, CancellationToken cancellationToken) =>
        Believed(await ReceiptsOfAsync(image, cancellationToken)).Any(receipt => Tells(receipt, image)) || Believed(await AllAsync(cancellationToken)).Any(receipt => Tells(receipt, image));

    /// <summary>The version of an image, if a local receipt or one that is attached to it has it.</summary>
    public async Task<string?> FindVersionAsync(Digest image, CancellationToken cancellationToken) =>
        (await ReceiptsOfAsync(image, cancellationToken)).FirstOrDefault(receipt => receipt.Digest == image && receipt.Version is not null)?.Version;

    /// <summary>
    /// The hold that the last rollback to an image was to leave, and lacks: it could be attached neither then nor later, and nobody
    /// released it. <c>null</c> where none is lacking, or what was withdrawn is gone.
    /// </summary>
    public async Task<Hold?> FindLackingHoldAsync(Digest image, CancellationToken cancellationToken)
    {
        var last = (await ReceiptsOfAsync(image, cancellationToken)).FirstOrDefault(receipt => IsBelieved(receipt) && receipt.Kind == ReceiptKind.Rollback && receipt.Hold is not null && ImageOf(receipt) == image);
        if (last?.Hold is not { } hold
            || (await ReceiptsOfAsync(hold.Digest, cancellationToken)).Any(receipt => receipt.ReleasedHolds.Contains(hold.Id))
            || await _repository.ResolveAsync(hold.Digest.ToString(), cancellationToken) is null)
            return null;

        var attached = await HoldReferrer.ReadAsync(_repository, hold.Digest, cancellationToken);
        return attached.Any(document => document.Hold?.Id == hold.Id || document.Release?.Holds.Contains(hold.Id) == true) ? null : hold;
    }

    /// <summary>The image that the environment had after what a receipt records; <c>null</c> if it records none.</summary>
    public static Digest? ImageOf(ImageReceipt receipt) =>
        Pointer(receipt)?.After ?? receipt.Digest;

    /// <summary>
    /// The last receipt by which an image came to the environment, and how it came first where it came back in a rollback.
    /// One image may have come several times: what is later than the step before is not followed, nor is anything twice.
    /// </summary>
    private static ImageReceipt? Brought(IEnumerable<ImageReceipt> newestFirst, Digest image, DateTimeOffset until, HashSet<string> followed)
    {
        var brought = newestFirst
            .Where(receipt => ImageOf(receipt) == image && receipt.FinishedAt <= until && Pointer(receipt)?.Action is TagAction.Create or TagAction.Move)
            .Where(receipt => !followed.Contains(receipt.ToJson()))
            .ToList();
        var first = brought.Find(receipt => receipt.Kind != ReceiptKind.Rollback) ?? brought.FirstOrDefault();
        if (first is not null)
            followed.Add(first.ToJson());
        return first;
    }

    private static IEnumerable<Digest> Had(ImageReceipt receipt) =>
        new[] { ImageOf(receipt), receipt.Kind == ReceiptKind.Rollback ? null : Pointer(receipt)?.Before }.OfType<Digest>();

    /// <summary>Whether a receipt of the environment tells that it had an image, after what is recorded or before.</summary>
    public static bool Tells(ImageReceipt receipt, Digest image) =>
        Pointer(receipt) is { Action: not TagAction.Refuse } pointer && (pointer.After == image || pointer.Before == image);

    private static ReceiptTag? Pointer(ImageReceipt receipt) => receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment);

    private IEnumerable<ImageReceipt> Believed(IEnumerable<ImageReceipt> receipts) => receipts.Where(IsBelieved);

    private bool IsBelieved(ImageReceipt receipt) => !_requiresEvidence || receipt.Kind != ReceiptKind.Rollback || _local.Contains(receipt);

    private async Task<IEnumerable<ImageReceipt>> ReceiptsOfAsync(Digest image, CancellationToken cancellationToken)
    {
        if (!_attached.TryGetValue(image, out var attached))
            _attached[image] = attached = SelectOwn(await ReceiptReferrer.ReadAsync(_repository, _destination, image, cancellationToken));
        return _local.Concat(attached).OrderByDescending(receipt => receipt.FinishedAt);
    }

    private async Task<IEnumerable<ImageReceipt>> AllAsync(CancellationToken cancellationToken)
    {
        var attached = SelectOwn(await RegistryHistory.ReadAsync(_repository, _destination, tagOrDigest: null, cancellationToken));
        foreach (var ofImage in attached.Where(receipt => receipt.Digest is not null).GroupBy(receipt => receipt.Digest!))
            _attached[ofImage.Key] = [.. ofImage];
        return _local.Concat(attached).OrderByDescending(receipt => receipt.FinishedAt);
    }

    private IReadOnlyList<ImageReceipt> SelectOwn(RecordedReceipts found)
    {
        foreach (var reason in found.Unreadable)
            _warnings?.Report(reason);
        return [.. found.Receipts.Select(recorded => recorded.Receipt).Where(receipt => receipt.Destination == _destination && receipt.Environment == _environment)];
    }
}
