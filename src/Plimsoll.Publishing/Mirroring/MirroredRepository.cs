using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>A repository and its mirror, opened.</summary>
/// <param name="Names">How they are named.</param>
/// <param name="Source">The source.</param>
/// <param name="Destination">The mirror; a layout comes to be with the first write.</param>
internal sealed record MirroredRepository(SyncRepository Names, IImageRepository Source, IImageRepository Destination)
{
    /// <summary>Opens both ends; a registry is not asked anything yet.</summary>
    /// <exception cref="PlimsollException">A layout does not exist (exit code 6), or cannot be used (2).</exception>
    public static MirroredRepository Open(PlimsollHost host, SyncRepository names) => new(
        names,
        names.From.Reference is { } from ? host.OpenRegistry(from) : OciLayout.Open(names.From.Path),
        names.To.Reference is { } to ? host.OpenRegistry(to, RepositoryAccess.Push) : OciLayout.OpenOrCreate(names.To.Path));

    /// <summary>What a tag of the mirror is to point to: the image of the source, or some platforms of it.</summary>
    /// <returns>The manifest's descriptor, and its bytes where they had to be read; <c>null</c> where the tag is gone.</returns>
    public async Task<(Descriptor Descriptor, ManifestContent? Content)?> FindWantedAsync(string tag, CancellationToken cancellationToken)
    {
        if (await Source.ResolveAsync(tag, cancellationToken) is not { } found)
            return null;
        if (Names.Platforms.Count == 0)
            return (found, null);

        var subset = await PlatformSubset.SelectAsync(Source, await Source.GetManifestAsync(found.Digest.ToString(), cancellationToken), Names.Platforms, cancellationToken);
        return (subset.Descriptor, subset);
    }
}
