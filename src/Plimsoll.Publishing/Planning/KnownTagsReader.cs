using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sources;
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

    /// <summary>
    /// What a repository holds besides: its tags, and what the images of those were made of that follow a branch. One that does
    /// not exist holds nothing. The tags of lists of referrers name no image.
    /// </summary>
    /// <param name="known">What is known so far, which is added to.</param>
    /// <param name="context">What was observed.</param>
    /// <param name="rules">The rules that the tags are for.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="isDestination">Whether it is going to be written to: then it may refuse to list its tags, and none are known.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">As for <see cref="TagEngine.Derive"/>, or the registry refuses or cannot be reached (exit codes 4, 7).</exception>
    public static async Task<KnownTags> AddRemoteAsync(KnownTags known, BuildContext context, TagRules rules, IImageRepository repository, bool isDestination, CancellationToken cancellationToken)
    {
        var listed = isDestination ? await repository.FindTagsAsync(cancellationToken) : await repository.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken);
        var tags = listed.Where(tag => !Referrer.IsTag(tag)).ToList();
        known = known with { Registry = [.. known.Registry ?? [], .. tags] };
        if (rules.AllowOlder)
            return known;

        var commits = new List<TaggedCommit>(known.Commits ?? []);
        foreach (var tag in TagEngine.Derive(context, rules, known).BranchTags.Intersect(tags))
            if (await repository.ResolveAsync(tag, cancellationToken) is { } image
                && await ImageRevision.ReadCommitAsync(repository, tag, image, cancellationToken) is { } commit)
                commits.Add(commit);
        return known with { Commits = commits };
    }

    /// <summary>A file that is not a receipt does not count: a number that is given twice is still refused, as it never moves.</summary>
    private static List<string> ReadReceipts(string directory, IReadOnlyCollection<string> destinations) =>
        [.. ReceiptFolder.Read(ReceiptFile.FolderIn(directory)).Receipts
            .Where(recorded => destinations.Contains(recorded.Receipt.Destination))
            .SelectMany(recorded => recorded.Receipt.Tags)
            .Select(tag => tag.Tag)];
}
