using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>The ability of some sinks to write a manifest under several tags at once.</summary>
internal interface ITagListSink
{
    /// <summary>Writes a manifest byte for byte under all these tags; with none, under its digest alone.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="guard">Decides on each tag directly before it is written; <c>null</c> writes all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask PutTagsAsync(ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken);
}
