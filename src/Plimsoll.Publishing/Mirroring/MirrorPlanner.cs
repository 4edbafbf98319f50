using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>Compares a repository with its mirror. It costs a request for each end of a tag; nothing is written.</summary>
/// <param name="policy">Which tags move although they do not look it, and the other way round.</param>
/// <param name="request">How is mirrored.</param>
/// <param name="now">The present.</param>
internal sealed class MirrorPlanner(ImagePolicy policy, SyncRequest request, DateTimeOffset now)
{
    /// <summary>How many tags are looked at together; each host has its own limit besides.</summary>
    private const int Parallelism = 8;

    /// <summary>Plans.</summary>
    /// <exception cref="PlimsollException">
    /// The source has no tags (exit code 6), or the rules select none, where tags would be deleted (2); an end cannot be read (4, 7).
    /// </exception>
    public async Task<MirrorPlan> PlanAsync(MirroredRepository repository, CancellationToken cancellationToken)
    {
        var report = new SyncedRepository(repository.Names, []);
        var all = await repository.Source.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken);
        var listed = TagSelector.SelectImages(all);
        if (listed.Count == 0 && !request.AllowEmpty)
            throw PlimsollException.NotFound($"{report.From} has no tags.", "Check its name, and whether its credentials show it. If it is meant to be empty, confirm that with the setting 'allow-empty'.");

        var selected = await new TagSelector(repository.Source, now).SelectAsync(listed, repository.Names.Tags, cancellationToken);
        if (selected.Count == 0 && request is { Prune: true, AllowEmpty: false })
            throw PlimsollException.Usage($"The rules select none of the {Quantity.Format(listed.Count, "tag")} of {report.From}, so that every tag of {report.To} would be deleted.", "Correct the rules, or confirm it with the setting 'allow-empty'.");

        var plan = new MirrorPlan(repository, report);
        var sizes = new ConcurrentDictionary<Digest, bool>();
        var tags = await SelectParallelAsync(selected, (tag, token) => PlanTagAsync(plan, sizes, tag, token), cancellationToken);
        if (request.Transfer.Referrers)
            tags = [.. tags, .. await SelectParallelAsync([.. TagSelector.SelectAttached(all, tags.Select(tag => tag.After).OfType<Digest>())], (tag, token) => PlanTagAsync(plan, sizes, tag, token), cancellationToken)];
        IReadOnlyList<SyncedTag> deleted = request.Prune ? await PlanDeletionsAsync(repository, [.. selected], cancellationToken) : [];
        return plan with { Report = report with { Tags = [.. tags, .. deleted] } };
    }

    private async Task<SyncedTag> PlanTagAsync(MirrorPlan plan, ConcurrentDictionary<Digest, bool> sizes, string tag, CancellationToken cancellationToken)
    {
        var repository = plan.Repository!;
        try
        {
            if (await repository.FindWantedAsync(tag, cancellationToken) is not var (wanted, content))
                throw PlimsollException.NotFound($"{plan.Report.From}:{tag} was deleted after it was listed.");
            if (content is not null)
                plan.Manifests[wanted.Digest] = content;

            var there = await repository.Destination.FindAsync(tag, cancellationToken);
            var action = there is null ? SyncAction.Create
                : there.Digest == wanted.Digest ? SyncAction.Unchanged
                : policy.Classify(tag, TagClassifier.Classify(tag)) == Mutability.Moving ? SyncAction.Move
                : SyncAction.Conflict;
            return new SyncedTag(tag, action, there?.Digest, wanted.Digest)
            {
                Failure = action == SyncAction.Conflict ? Conflict(plan.Report.To, tag, there!.Digest, wanted.Digest) : null,
                Bytes = request.IsPlan && action is SyncAction.Create or SyncAction.Move && sizes.TryAdd(wanted.Digest, true) ? await MeasureAsync(plan, wanted.Digest, cancellationToken) : null,
            };
        }
        catch (PlimsollException exception)
        {
            return new SyncedTag(tag, SyncAction.Create, Before: null, After: null) { Failure = exception };
        }
    }

    /// <summary>The tags that the rules do not name. Those that tools keep beside an image stay.</summary>
    private static async Task<IReadOnlyList<SyncedTag>> PlanDeletionsAsync(MirroredRepository repository, HashSet<string> selected, CancellationToken cancellationToken)
    {
        var there = TagSelector.SelectImages(await repository.Destination.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken));
        var tags = await SelectParallelAsync(
            [.. there.Where(tag => !selected.Contains(tag)).Order(StringComparer.Ordinal)],
            async (tag, token) => new SyncedTag(tag, SyncAction.Delete, (await repository.Destination.ResolveAsync(tag, token))?.Digest, After: null),
            cancellationToken);
        return [.. tags.Where(tag => tag.Before is not null)];
    }

    /// <summary>The bytes of an image's blobs, each once.</summary>
    private static async Task<long> MeasureAsync(MirrorPlan plan, Digest digest, CancellationToken cancellationToken)
    {
        var source = plan.Repository!.Source;
        var root = plan.Manifests.TryGetValue(digest, out var read) ? read : await source.GetManifestAsync(digest.ToString(), cancellationToken);
        return ForeignLayers.GetBlobs(await ImageCopier.CollectAsync(source, root, cancellationToken)).Where(blob => !blob.IsForeign).Sum(blob => blob.Size);
    }

    /// <summary>An immutable tag is left as it is.</summary>
    internal static PlimsollException Conflict(string repository, string tag, Digest before, Digest after) => new(
        ErrorKind.Conflict,
        $"{repository}:{tag} is immutable and already points to another image than the source.\n  existing: {before}\n  source:   {after}",
        "If the source moves such tags, list them under 'mutableTags' of 'policy' in plimsoll.yml; else delete the tag from the mirror to copy it again.");

    private static async Task<IReadOnlyList<SyncedTag>> SelectParallelAsync(IReadOnlyList<string> tags, Func<string, CancellationToken, Task<SyncedTag>> select, CancellationToken cancellationToken)
    {
        var results = new SyncedTag[tags.Count];
        await Parallel.ForAsync(0, tags.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (index, token) => results[index] = await select(tags[index], token));
        return results;
    }
}
