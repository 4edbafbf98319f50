using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// The receipts and holds that are attached to the images of a repository. Only images that have such an attachment are asked; what
/// a receipt names and no tag does is read too, and asked in turn.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="reader">Reads what is there.</param>
internal sealed class AttachedRecords(RegistryRepository repository, InventoryReader reader)
{
    private readonly ConcurrentDictionary<Digest, bool> _asked = new();
    private readonly ConcurrentBag<ImageReceipt> _receipts = [];
    private readonly ConcurrentBag<HoldDocument> _holds = [];
    private readonly ConcurrentDictionary<Digest, string> _unclear = new();

    /// <summary>The receipts.</summary>
    public IEnumerable<ImageReceipt> Receipts => _receipts;

    /// <summary>The holds and releases.</summary>
    public IEnumerable<HoldDocument> Holds => _holds;

    /// <summary>The images that something is attached to which cannot be read: it may be a hold, or tell of an environment.</summary>
    public IReadOnlyDictionary<Digest, string> Unclear => _unclear;

    /// <summary>Reads them.</summary>
    /// <param name="local">The receipts that are known already, whose images are read too.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public async Task ReadAsync(IReadOnlyList<ImageReceipt> local, CancellationToken cancellationToken)
    {
        await reader.AddAsync(EnvironmentImages.Find(local, rollbackTargets: null).Keys, cancellationToken);
        for (var open = Open(); open.Count > 0; open = Open())
        {
            await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = repository.MaximumParallelism, CancellationToken = cancellationToken }, ReadAsync);
            await reader.AddAsync(EnvironmentImages.Find(_receipts, rollbackTargets: null).Keys, cancellationToken);
        }
    }

    /// <summary>The images that have a receipt or a hold and were not asked yet.</summary>
    private List<Digest> Open()
    {
        var manifests = reader.Create(untagged: []).Manifests;
        return [.. manifests.Values
            .Where(manifest => manifest.Referrers.Any(referrer => manifests.TryGetValue(referrer, out var attached) && IsRecord(attached)))
            .Select(manifest => manifest.Descriptor.Digest)
            .Where(digest => _asked.TryAdd(digest, true))];
    }

    /// <summary>Provenance and other statements have the type that receipts have, and an annotation that tells them apart.</summary>
    private static bool IsRecord(InventoryManifest attached) =>
        attached.ArtifactType == HoldReferrer.ArtifactType
        || (attached.ArtifactType == ReceiptReferrer.ArtifactType && attached.Annotations.GetValueOrDefault(ReceiptReferrer.PredicateAnnotation) is null or ReceiptStatement.ReceiptPredicate);

    private async ValueTask ReadAsync(Digest image, CancellationToken cancellationToken)
    {
        var found = await ReceiptReferrer.ReadAsync(repository, repository.Name.FamiliarName, image, cancellationToken);
        foreach (var receipt in found.Receipts)
            _receipts.Add(receipt.Receipt);
        if (found.Unreadable is [var reason, ..])
            _unclear[image] = $"what is attached to it cannot be read: {reason.TrimEnd('.')}";

        try
        {
            foreach (var document in await HoldReferrer.ReadAsync(repository, image, cancellationToken))
                _holds.Add(document);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Policy)
        {
            _unclear[image] = exception.Message.TrimEnd('.');
        }
    }
}
