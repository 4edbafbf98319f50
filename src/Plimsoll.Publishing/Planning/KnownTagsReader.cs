using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Planning;

/// <summary>Reads which tags of an image exist already.</summary>
internal static class KnownTagsReader
{
    /// <summary>What this machine knows: git's tags and, where a rule counts builds, the receipts of earlier publishing.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="rules">The rules that the tags are for.</param>
    /// <param name="directory">The directory that publishing runs in.</param>
    /// <param name="destinations">The images, as receipts name them.</param>
    public static KnownTags ReadLocal(RepositoryState repository, TagRules rules, string directory, params IReadOnlyCollection<string> destinations) =>
        new(repository.Tags, Receipts: rules.CountsBuilds ? ReadReceipts(directory, destinations) : null);

    /// <summary>What a repository holds besides; one that does not exist holds nothing.</summary>
    /// <exception cref="PlimsollException">The registry refuses or cannot be reached (exit codes 4, 7).</exception>
    public static async Task<IReadOnlyCollection<string>> ReadRemoteAsync(IImageRepository repository, CancellationToken cancellationToken) =>
        await repository.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken);

    /// <summary>A file that is not a receipt does not count: a number that is given twice is still refused, as it never moves.</summary>
    private static List<string> ReadReceipts(string directory, IReadOnlyCollection<string> destinations) =>
        [.. ReceiptFolder.Read(ReceiptFile.FolderIn(directory)).Receipts
            .Where(recorded => destinations.Contains(recorded.Receipt.Destination))
            .SelectMany(recorded => recorded.Receipt.Tags)
            .Select(tag => tag.Tag)];
}
