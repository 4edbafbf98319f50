using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// A place to write to that may refuse to say what it holds. Many registries answer 403 for what does not exist, as virtual
/// repositories of Artifactory do, or for what these credentials may write and not read. Then the write decides.
/// </summary>
internal interface IDestination
{
    /// <summary>Finds what a tag or digest names, as far as that may be known.</summary>
    /// <returns>The manifest's descriptor; <c>null</c> where there is none of that name, or that is not told.</returns>
    /// <exception cref="PlimsollException">The tag exists, but what it names may not be read (exit code 4); or the place fails.</exception>
    ValueTask<Descriptor?> FindAsync(string tagOrDigest, CancellationToken cancellationToken);

    /// <summary>Finds what refers to a manifest.</summary>
    /// <returns>The referrers; none where the manifest itself is not told to be there.</returns>
    ValueTask<IReadOnlyList<Descriptor>> FindReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken);

    /// <summary>The tags there are.</summary>
    /// <returns><c>null</c> where they may not be listed.</returns>
    ValueTask<IReadOnlyList<string>?> FindTagsAsync(CancellationToken cancellationToken);
}
