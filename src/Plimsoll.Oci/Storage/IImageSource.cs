using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>A place that images are read from: a registry's repository, an OCI layout, an assembled directory.</summary>
public interface IImageSource
{
    /// <summary>Finds what a tag or digest names, without reading it.</summary>
    /// <returns>The manifest's descriptor, or <c>null</c> where there is none of that name.</returns>
    ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken);

    /// <summary>Reads a manifest and checks its digest.</summary>
    /// <exception cref="PlimsollException">There is none of that name (exit code 6), or its bytes have another digest.</exception>
    ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob. The stream fails at its end if the content has not the descriptor's size and digest, so a reader
    /// must read to the end before it believes what it read.
    /// </summary>
    /// <exception cref="PlimsollException">There is no such blob (exit code 6).</exception>
    ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken);
}
