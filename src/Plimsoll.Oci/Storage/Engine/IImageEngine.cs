using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Archives;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>
/// A container engine (Docker, or Podman's service) with its own store of images. It is declared here so that
/// publishing can use an engine without knowing which; a <c>nameOrId</c> is an image name, an image ID such as
/// <c>sha256:…</c>, or the beginning of an ID, all as on Docker's command line.
/// </summary>
/// <remarks>
/// Every member fails with a <see cref="PlimsollException"/>: exit code 7 when the engine cannot be reached, 4 when the
/// user may not talk to it.
/// </remarks>
public interface IImageEngine
{
    /// <summary>Where the engine is and what named it, for messages: <c>unix:///run/user/1000/docker.sock (DOCKER_HOST)</c>. It holds no credentials.</summary>
    string Endpoint { get; }

    /// <summary>Returns when the engine answers.</summary>
    ValueTask PingAsync(CancellationToken cancellationToken);

    /// <summary>Reads what the engine is.</summary>
    ValueTask<EngineVersion> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Lists the images that the engine has, those without a name included, in no particular order.</summary>
    ValueTask<IReadOnlyList<EngineImage>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Looks an image up.</summary>
    /// <returns>The image, or <c>null</c> where the engine has none of that name or ID.</returns>
    /// <exception cref="PlimsollException">The text is neither a name nor an ID (exit code 2).</exception>
    ValueTask<EngineImage?> InspectAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Lists the tags that the engine has of a name, whatever tag that has, in order. An engine need not.</summary>
    ValueTask<IReadOnlyList<string>> ListTagsAsync(ImageReference name, CancellationToken cancellationToken) => new([]);

    /// <summary>Reads how an image was made, newest step first, as <c>docker history</c> does.</summary>
    /// <exception cref="PlimsollException">There is no such image (exit code 6).</exception>
    ValueTask<IReadOnlyList<EngineHistoryEntry>> GetHistoryAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// Streams an image into the engine and checks that the engine holds it afterwards under the ID that its content
    /// has.
    /// </summary>
    /// <param name="source">Where the image's blobs are read from.</param>
    /// <param name="manifest">The manifest of an image for one platform, not an index.</param>
    /// <param name="names">The names it gets, with <c>latest</c> for a missing tag; none leaves it without a name.</param>
    /// <param name="cancellationToken">Stops the transfer; the engine then keeps nothing.</param>
    /// <returns>
    /// The image ID: the digest of the configuration, or in an engine with the containerd image store the digest of the
    /// manifest.
    /// </returns>
    /// <exception cref="PlimsollException">
    /// The image cannot be loaded by an engine or its content is broken (exit code 2), or the engine refused it or holds
    /// something else afterwards (exit code 7).
    /// </exception>
    ValueTask<Digest> LoadAsync(IImageSource source, ManifestContent manifest, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken);

    /// <summary>
    /// Exports an image to a temporary file and opens it as a source with one image. Its layers are mostly
    /// uncompressed, as the engine holds them.
    /// </summary>
    /// <exception cref="PlimsollException">There is no such image (exit code 6).</exception>
    ValueTask<ImageArchive> OpenAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Gives an image a further name, with <c>latest</c> for a missing tag. The name moves if it was another image's.</summary>
    /// <exception cref="PlimsollException">There is no such image (exit code 6), or the name has a digest (exit code 2).</exception>
    ValueTask TagAsync(string nameOrId, ImageReference name, CancellationToken cancellationToken);

    /// <summary>Takes a name away. An image that has no other name is removed with its last one.</summary>
    /// <returns><c>false</c> where the engine has no such name.</returns>
    ValueTask<bool> UntagAsync(ImageReference name, CancellationToken cancellationToken);

    /// <summary>Lets the engine push one tag to its registry.</summary>
    /// <param name="name">The name to push, with <c>latest</c> for a missing tag; it must exist in the engine.</param>
    /// <param name="credentials">How to log in, or <c>null</c> for an anonymous push.</param>
    /// <param name="progress">Called in order, on the thread that reads the engine's answer; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the push.</param>
    /// <returns>The digest of the pushed manifest, as the engine reports it.</returns>
    /// <exception cref="PlimsollException">
    /// The registry did not accept the credentials (exit code 4), the engine has no such image (6), the tag is immutable
    /// (5), or the push failed otherwise or the engine did not say what it pushed (7).
    /// </exception>
    ValueTask<Digest> PushAsync(ImageReference name, EngineCredentials? credentials, IProgress<EngineProgress>? progress, CancellationToken cancellationToken);
}
