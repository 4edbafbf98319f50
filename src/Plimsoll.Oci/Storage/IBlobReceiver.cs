using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// The ability of some sinks to decide how a blob gets there with the fewest requests: asking, taking it over from
/// another repository and sending it are then one operation. Calls for one digest that run at once do the work once.
/// </summary>
internal interface IBlobReceiver
{
    /// <summary>The most blobs that are worth starting at a time; the sink itself bounds what really runs at once.</summary>
    int MaximumParallelism { get; }

    /// <summary>Ensures that the blob is there.</summary>
    /// <param name="blob">Which blob.</param>
    /// <param name="mountFrom">Repositories of the same registry that probably hold it, most likely first.</param>
    /// <param name="open">Opens the content, where it must be sent.</param>
    /// <param name="cancellationToken">Stops waiting and sending.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ContentMismatchException">The content is not what the descriptor says (exit code 2).</exception>
    ValueTask<BlobCopy> EnsureBlobAsync(Descriptor blob, IReadOnlyList<string> mountFrom, BlobOpener open, CancellationToken cancellationToken);
}
