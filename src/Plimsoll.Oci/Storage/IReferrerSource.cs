using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// The ability of some sources to tell what refers to a manifest: signatures, SBOMs and attestations that name it as
/// their <c>subject</c>. A sink that has it keeps what it is given findable.
/// </summary>
public interface IReferrerSource
{
    /// <summary>Lists the manifests that refer to <paramref name="subject"/>.</summary>
    /// <param name="subject">The manifest that is referred to; it need not exist.</param>
    /// <param name="artifactType">The only type that is wanted, or <c>null</c> for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Their descriptors, each digest once; none where nothing refers to it.</returns>
    ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken);
}
