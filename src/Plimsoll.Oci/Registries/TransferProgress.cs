using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>How much of a blob has moved. An upload starts again from zero after a failed attempt; a download goes on where it broke.</summary>
/// <param name="Repository">The repository, with its registry: <c>ghcr.io/acme/app</c>; of what is compressed, the name of the image.</param>
/// <param name="Blob">What moves; <see cref="Descriptor.Size"/> is the total.</param>
/// <param name="Bytes">The bytes moved: of an upload in this attempt, of a download in all.</param>
/// <param name="Direction">Which way.</param>
public readonly record struct TransferProgress(string Repository, Descriptor Blob, long Bytes, TransferDirection Direction);
