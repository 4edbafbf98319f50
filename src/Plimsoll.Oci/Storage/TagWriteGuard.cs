namespace Plimsoll.Oci.Storage;

/// <summary>
/// Asked directly before a tag is written, and anew before each further attempt: registries have no conditional writes,
/// so the closer the look, the smaller the gap in which another writer is overlooked. Throws where the tag must stay what it is.
/// </summary>
/// <param name="tag">The tag.</param>
/// <param name="cancellationToken">Stops waiting.</param>
/// <returns><c>false</c> where the tag is not to be written, because it names what it should already.</returns>
internal delegate ValueTask<bool> TagWriteGuard(string tag, CancellationToken cancellationToken);
