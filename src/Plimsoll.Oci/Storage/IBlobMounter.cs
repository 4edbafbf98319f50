using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>The ability of some sinks to take a blob over from another repository without sending it.</summary>
public interface IBlobMounter
{
    /// <summary>Takes the blob over from <paramref name="fromRepository"/> of the same registry.</summary>
    /// <returns><c>false</c> where the registry would not, and the blob must be sent.</returns>
    ValueTask<bool> TryMountBlobAsync(Descriptor blob, string fromRepository, CancellationToken cancellationToken);
}
