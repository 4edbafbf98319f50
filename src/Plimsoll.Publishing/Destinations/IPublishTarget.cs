using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Destinations;

/// <summary>
/// The way an image takes to its destination: straight to a registry or layout, or through the Docker Engine.
/// Planning, guarding and recording are the same for all.
/// </summary>
internal interface IPublishTarget
{
    /// <summary>The destination without tag, as people read it: <c>ghcr.io/acme/app</c>, <c>oci:artifacts/images/app</c>.</summary>
    string Destination { get; }

    /// <summary><c>direct</c> or <c>engine</c>.</summary>
    string Name { get; }

    /// <summary>What identifies the image: the manifest's digest, or the image ID where the engine makes the manifest.</summary>
    Digest Image { get; }

    /// <summary>The manifest that tags are given to; <c>null</c> as long as the engine has not made it.</summary>
    Digest? Manifest { get; }

    /// <summary>Where tags are read, and old manifests put back.</summary>
    IImageRepository Repository { get; }

    /// <summary>Whether a tag that names <paramref name="tagged"/> names this image.</summary>
    ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken);

    /// <summary>Whether <paramref name="tagged"/>, which is another manifest, holds this image all the same.</summary>
    ValueTask<bool> HasSameContentAsync(Descriptor tagged, CancellationToken cancellationToken);

    /// <summary>The way to the same destination on which tags are given to a manifest that is there already.</summary>
    /// <param name="manifest">The manifest or index, in <see cref="Repository"/>.</param>
    IPublishTarget Follow(ManifestContent manifest);

    /// <summary>Brings the image there, without any tag where that is possible.</summary>
    Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken);

    /// <summary>Lets tags name the image, in order and with as few requests as the destination allows.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="guard">Decides on each tag directly before it is written.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The tags that were written, each with the digest that it names now.</returns>
    Task<IReadOnlyList<(string Tag, Digest Digest)>> PutTagsAsync(IReadOnlyList<string> tags, TagWriteGuard guard, CancellationToken cancellationToken);
}
