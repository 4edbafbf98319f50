using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Policy;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Answers what tags name from receipts alone, without network: what the newest receipt of a tag gave it.</summary>
internal sealed class ReceiptImageResolver : IImageResolver
{
    private readonly Dictionary<string, Digest> _digests = new(StringComparer.Ordinal);

    /// <param name="receipts">The receipts, newest first.</param>
    public ReceiptImageResolver(RecordedReceipts receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        foreach (var receipt in receipts.Receipts.Select(recorded => recorded.Receipt))
            if (ImageReference.TryParse(receipt.Destination, out var destination))
                foreach (var tag in receipt.Tags)
                    _digests.TryAdd(destination.WithTag(tag.Tag).ToString(), tag.After);
    }

    /// <summary>Reads the receipts of a folder.</summary>
    /// <param name="folder">Its absolute path.</param>
    /// <param name="warnings">Takes a text for each file that is not a receipt.</param>
    /// <exception cref="PlimsollException">There is no such folder (exit code 6).</exception>
    public static RecordedReceipts ReadFolder(string folder, IProgress<string>? warnings)
    {
        if (!Directory.Exists(folder))
            throw PlimsollException.NotFound($"The folder {folder} does not exist.", "Receipts are written to .plimsoll/receipts.");

        var receipts = ReceiptFolder.Read(folder);
        foreach (var reason in receipts.Unreadable)
            warnings?.Report(reason);
        return receipts;
    }

    /// <inheritdoc/>
    public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Task.FromResult(_digests.GetValueOrDefault(image.ToString()));
    }

    /// <inheritdoc/>
    public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) =>
        throw PlimsollException.Usage("Receipts do not record signatures.", "Query the registry instead.");

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var prefix = repository.Name + ":";
        return _digests.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]).ToAsyncEnumerable();
    }
}
