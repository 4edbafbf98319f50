using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>Looks at a place that is going to be written to. What it refuses to tell counts as unknown there, and the write decides.</summary>
internal static class Destinations
{
    /// <summary>As <see cref="IDestination.FindAsync"/>; any other place tells what it holds.</summary>
    public static ValueTask<Descriptor?> FindAsync(this IImageSource place, string tagOrDigest, CancellationToken cancellationToken) =>
        place is IDestination destination ? destination.FindAsync(tagOrDigest, cancellationToken) : place.ResolveAsync(tagOrDigest, cancellationToken);

    /// <summary>As <see cref="IDestination.FindReferrersAsync"/>.</summary>
    public static ValueTask<IReadOnlyList<Descriptor>> FindReferrersAsync(this IReferrerSource place, Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        place is IDestination destination ? destination.FindReferrersAsync(subject, artifactType, cancellationToken) : place.GetReferrersAsync(subject, artifactType, cancellationToken);

    /// <summary>As <see cref="IDestination.FindTagsAsync"/>, with none where they may not be listed.</summary>
    public static async ValueTask<IReadOnlyList<string>> FindTagsAsync(this IImageRepository place, CancellationToken cancellationToken) =>
        place is IDestination destination
            ? await destination.FindTagsAsync(cancellationToken) ?? []
            : await place.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken);
}
