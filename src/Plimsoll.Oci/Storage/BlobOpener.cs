namespace Plimsoll.Oci.Storage;

/// <summary>
/// Opens a blob's content from its first byte. It can be called again, so that an upload which failed half-way starts
/// over or continues; each call gives a new stream that the caller disposes.
/// </summary>
public delegate ValueTask<Stream> BlobOpener(CancellationToken cancellationToken);
