using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>A way to delete images of a repository.</summary>
internal interface IImageDeleter : IDisposable
{
    /// <summary>What plans call it.</summary>
    string Name { get; }

    /// <summary>Whether a tag can perhaps be deleted without its image.</summary>
    bool CanUntag { get; }

    /// <summary>Whether images without a tag are known.</summary>
    bool ListsUntagged { get; }

    /// <summary>How many deletions may run at once.</summary>
    int Parallelism { get; }

    /// <summary>Reads what there is to delete, as it is now.</summary>
    /// <returns>The images without a tag; none where the registry does not list them.</returns>
    Task<IReadOnlyList<UntaggedVersion>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Deletes an image with its tags. One that is gone already is no failure.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tags">All its tags.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Why this image cannot be deleted, a phrase; <c>null</c> where it is gone.</returns>
    Task<string?> DeleteAsync(Digest image, IReadOnlyList<string> tags, CancellationToken cancellationToken);

    /// <summary>Deletes a tag and leaves its image.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="image">What it names.</param>
    /// <param name="otherTags">The other tags of the image, which stay.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>false</c> where the registry cannot do that; nothing was changed then.</returns>
    Task<bool> UntagAsync(string tag, Digest image, IReadOnlyList<string> otherTags, CancellationToken cancellationToken);
}
