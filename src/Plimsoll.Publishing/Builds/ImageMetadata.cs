namespace Plimsoll.Publishing.Builds;

/// <summary>What a built image says of itself: the labels and annotations of the tag plan.</summary>
/// <param name="Created">The time of the image: the commit's date or <c>SOURCE_DATE_EPOCH</c>.</param>
/// <param name="Labels">Labels of its configuration.</param>
/// <param name="Annotations">Annotations of its manifest.</param>
internal sealed record ImageMetadata(DateTimeOffset Created, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>The version that is released, or <c>null</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The full id of the commit that <see cref="Plimsoll.Tags.ImageLabels.Revision"/> names, or <c>null</c>.</summary>
    public string? Commit { get; init; }
}
