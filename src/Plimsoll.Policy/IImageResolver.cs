using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy;

/// <summary>Looks up images in registries. Safe for concurrent use.</summary>
public interface IImageResolver
{
    /// <summary>The digest that a tag or digest refers to in its registry, or <c>null</c> where it does not exist.</summary>
    /// <exception cref="PlimsollException">The registry could not be reached, or refused the request.</exception>
    Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>Whether the image, given by digest, has a signature.</summary>
    /// <exception cref="PlimsollException">The registry could not be reached, or refused the request.</exception>
    Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>
    /// What an image, given by digest, lacks of the evidence that an environment requires; <c>null</c> where it lacks nothing. By default nothing can
    /// be verified, and so nothing is evidence.
    /// </summary>
    /// <exception cref="PlimsollException">The registry could not be reached, or refused the request.</exception>
    Task<MissingEvidence?> FindMissingEvidenceAsync(ImageReference image, string environment, CancellationToken cancellationToken) =>
        Task.FromResult<MissingEvidence?>(new MissingEvidence("Nothing here verifies signatures.", "Check with a resolver that does."));

    /// <summary>The compressed bytes of the image's layers, of one platform where it has several; <c>null</c> where they are not known, as by default.</summary>
    /// <exception cref="PlimsollException">The image does not exist, or the registry could not be reached or refused the request.</exception>
    Task<long?> GetSizeAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <summary>The tags of a repository, in the registry's order.</summary>
    /// <exception cref="PlimsollException">The registry could not be reached, or refused the request.</exception>
    IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken);
}
