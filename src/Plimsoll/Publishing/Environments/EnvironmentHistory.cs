using Plimsoll.Images;
using Plimsoll.Publishing.Records;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>What an environment has had, as its receipts tell.</summary>
internal sealed class EnvironmentHistory
{
    private readonly string _destination;
    private readonly string _environment;
    private readonly IImageRepository _repository;
    private readonly IReadOnlyList<Receipt> _local;
    private IReadOnlyList<Receipt>? _attached;

    /// <param name="destination">The image's name without tag.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="repository">Where the image is, and receipts may be attached to it.</param>
    /// <param name="directory">The directory whose receipts are looked at first.</param>
    public EnvironmentHistory(string destination, string environment, IImageRepository repository, string directory)
    {
        _destination = destination;
        _environment = environment;
        _repository = repository;
        _local = Of(ReceiptFolder.Read(ReceiptFile.FolderIn(directory)));
    }

    /// <summary>The images that the environment had before <paramref name="current"/>, the last one first: by the receipts of this machine, and where those tell nothing by attached ones.</summary>
    public async Task<IReadOnlyList<Digest>> BeforeAsync(Digest current, CancellationToken cancellationToken) =>
        Before(_local, current) is { Count: > 0 } known ? known : Before(await AttachedAsync(cancellationToken), current);

    /// <summary>The version of an image, where a receipt of this machine or one attached that was read tells it.</summary>
    public string? VersionOf(Digest image) =>
        _local.Concat(_attached ?? []).FirstOrDefault(receipt => receipt.Digest == image && receipt.Version is not null)?.Version;

    /// <summary>What a receipt says that the environment had then; <c>null</c> where it says nothing.</summary>
    public static Digest? ImageOf(Receipt receipt) =>
        receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment)?.After ?? receipt.Digest;

    /// <summary>Each receipt tells what came, and its tag what was there before: the only receipt of a CI job tells both.</summary>
    private static IReadOnlyList<Digest> Before(IReadOnlyList<Receipt> receipts, Digest current) =>
        [.. receipts
            .SelectMany(receipt => new[] { ImageOf(receipt), receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment)?.Before })
            .OfType<Digest>()
            .Where(image => image != current)
            .Distinct()];

    private async Task<IReadOnlyList<Receipt>> AttachedAsync(CancellationToken cancellationToken) =>
        _attached ??= Of(await RegistryHistory.ReadAsync(_repository, _destination, tagOrDigest: null, cancellationToken));

    private IReadOnlyList<Receipt> Of(RecordedReceipts found) =>
        [.. found.Receipts.Select(recorded => recorded.Receipt).Where(receipt => receipt.Destination == _destination && receipt.Environment == _environment)];
}
