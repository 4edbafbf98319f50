namespace Plimsoll.Oci.Images;

/// <summary>
/// A manifest as it is stored: its descriptor and its exact bytes. The bytes are the truth; copying never
/// re-serialises them.
/// </summary>
/// <param name="Descriptor">Media type, digest and size of <paramref name="Bytes"/>.</param>
/// <param name="Bytes">The manifest as served or written.</param>
public sealed record ManifestContent(Descriptor Descriptor, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The largest manifest that is read, in bytes (OCI distribution-spec asks for at least 4 MiB).</summary>
    public const int MaximumSize = 8 * 1024 * 1024;

    /// <summary>Wraps bytes whose digest is computed here.</summary>
    public static ManifestContent Create(string mediaType, ReadOnlyMemory<byte> bytes) =>
        new(new Descriptor(mediaType, Digest.Sha256(bytes.Span), bytes.Length), bytes);

    /// <summary>The manifest's content as values: an <see cref="ImageManifest"/> or an <see cref="ImageIndex"/>.</summary>
    /// <exception cref="PlimsollException">The bytes are not a manifest of the descriptor's type (exit code 2).</exception>
    public Manifest Parse() => Manifest.Parse($"The manifest {Descriptor.Digest}", Descriptor.MediaType, Bytes);
}
