using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Pinning;

/// <summary>Tells when images were first seen. Safe for concurrent use.</summary>
public interface IFirstSeenSource
{
    /// <summary>When an image, given by digest, was first seen, or <c>null</c> where nothing tells it.</summary>
    /// <exception cref="PlimsollException">The registry could not be reached, or refused the request.</exception>
    Task<FirstSeen?> FindAsync(ImageReference image, CancellationToken cancellationToken);
}
