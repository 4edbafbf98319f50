using Plimsoll.Images;

namespace Plimsoll.Storage;

/// <summary>The ability of some sinks to write a manifest under several tags at once.</summary>
public interface ITagListSink
{
    /// <summary>Writes a manifest byte for byte under all these tags; with none, under its digest alone.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="guard">Decides on each tag directly before it is written; <c>null</c> writes all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask PutTagsAsync(ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken);
}

/// <summary>Writes a manifest under several tags of any sink.</summary>
public static class TagLists
{
    /// <summary>Writes a manifest under all these tags, in order; with none, under its digest alone.</summary>
    public static async ValueTask PutAsync(IImageSink sink, ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        if (sink is ITagListSink able)
        {
            await able.PutTagsAsync(manifest, tags, guard, cancellationToken);
            return;
        }

        if (tags.Count == 0)
            await sink.PutManifestAsync(manifest, tag: null, cancellationToken);
        foreach (var tag in tags)
            if (guard is null || await guard(tag, cancellationToken))
                await sink.PutManifestAsync(manifest, tag, cancellationToken);
    }
}
