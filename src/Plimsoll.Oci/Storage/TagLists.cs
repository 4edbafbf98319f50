using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>Writes a manifest under several tags of any sink.</summary>
internal static class TagLists
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
