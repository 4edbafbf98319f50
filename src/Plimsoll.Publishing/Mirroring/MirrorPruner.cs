using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>Deletes the tags of a mirror that the rules do not name, after everything else was copied.</summary>
internal static class MirrorPruner
{
    /// <summary>Deletes.</summary>
    /// <param name="plan">The plan of the repository.</param>
    /// <param name="done">What became of its tags.</param>
    /// <param name="cancellationToken">Stops; what is deleted is gone.</param>
    /// <returns>What became of them then. Where a tag could not be copied, nothing is deleted, which is no failure.</returns>
    public static async Task<IReadOnlyList<SyncedTag>> PruneAsync(MirrorPlan plan, IReadOnlyList<SyncedTag> done, CancellationToken cancellationToken)
    {
        if (done.All(tag => tag.Action != SyncAction.Delete))
            return done;
        if (done.FirstOrDefault(tag => tag.Failure is { Kind: not ErrorKind.Conflict }) is { } failed)
            return Fail(done, new PlimsollException(failed.Failure!.Kind, $"not deleted, because {failed.Tag} could not be copied"));
        if (plan.Repository!.Destination is not RegistryRepository registry)
            return Fail(done, PlimsollException.Usage("a tag cannot be deleted from an OCI layout", "Copy to a new layout."));

        try
        {
            var (kept, parts) = await FindKeptAsync(registry, done, cancellationToken);
            var results = new Dictionary<string, SyncedTag>(StringComparer.Ordinal);
            foreach (var image in done.Where(tag => tag.Action == SyncAction.Delete).GroupBy(tag => tag.Before!))
                foreach (var tag in parts.Contains(image.Key)
                    ? Fail([.. image], PlimsollException.Usage($"not deleted: {image.Key} is part of an image that is mirrored"))
                    : await DeleteAsync(registry, image.Key, [.. image], isWhole: !kept.Contains(image.Key), cancellationToken))
                    results[tag.Tag] = tag;
            return [.. done.Select(tag => results.GetValueOrDefault(tag.Tag, tag))];
        }
        catch (PlimsollException exception)
        {
            return Fail(done, exception);
        }
    }

    private static IReadOnlyList<SyncedTag> Fail(IReadOnlyList<SyncedTag> tags, PlimsollException failure) =>
        [.. tags.Select(tag => tag.Action == SyncAction.Delete ? tag with { Failure = failure } : tag)];

    /// <summary>Deletes tags of one image; where they are all that name it, and several, with the image: not every registry can delete one of them.</summary>
    private static async Task<IReadOnlyList<SyncedTag>> DeleteAsync(RegistryRepository registry, Digest digest, IReadOnlyList<SyncedTag> tags, bool isWhole, CancellationToken cancellationToken)
    {
        try
        {
            if (isWhole && tags.Count > 1)
                await registry.DeleteImageAsync(digest, [.. tags.Select(tag => tag.Tag)], cancellationToken);
            else
                foreach (var tag in tags)
                    await registry.DeleteTagAsync(tag.Tag, cancellationToken);
            return tags;
        }
        catch (PlimsollException exception)
        {
            return Fail(tags, exception);
        }
    }

    /// <summary>The images that stay, and those in their indexes: a registry deletes an image with its last tag, which would break an index that lists it.</summary>
    private static async Task<(HashSet<Digest> Kept, HashSet<Digest> Parts)> FindKeptAsync(RegistryRepository registry, IReadOnlyList<SyncedTag> tags, CancellationToken cancellationToken)
    {
        var kept = tags.Where(tag => tag.Action != SyncAction.Delete).Select(tag => tag.Action == SyncAction.Conflict ? tag.Before : tag.After).OfType<Digest>().ToHashSet();
        var parts = new HashSet<Digest>();
        foreach (var digest in kept)
            foreach (var manifest in await ImageCopier.CollectAsync(registry, await registry.GetManifestAsync(digest.ToString(), cancellationToken), cancellationToken))
                parts.Add(manifest.Descriptor.Digest);
        parts.ExceptWith(kept);
        return (kept, parts);
    }
}
