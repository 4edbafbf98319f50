using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy;

/// <summary>Asks registries what references name. Safe for concurrent use.</summary>
public interface IImageResolver
{
    /// <summary>What a tag or digest names at its registry, or <c>null</c> where it is not there.</summary>
    /// <exception cref="PlimsollException">The registry could not be asked, or refused.</exception>
    Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>Whether the image, named by digest, has a signature.</summary>
    /// <exception cref="PlimsollException">The registry could not be asked, or refused.</exception>
    Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>The tags of a repository, in the registry's order.</summary>
    /// <exception cref="PlimsollException">The registry could not be asked, or refused.</exception>
    IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken);
}
