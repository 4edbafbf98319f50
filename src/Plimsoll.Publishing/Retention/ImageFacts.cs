namespace Plimsoll.Publishing.Retention;

/// <summary>What an image says of itself in annotations, labels and configuration. Untrusted text: whoever built it wrote it.</summary>
/// <param name="Created">When it was made, or <c>null</c> where it does not say, or says what reproducible builds write instead of a time.</param>
/// <param name="Revision">The commit, or <c>null</c>.</param>
/// <param name="Source">The address of the sources, or <c>null</c>.</param>
/// <param name="Version">What it was built as, or <c>null</c>; docker/metadata-action writes the branch here.</param>
internal sealed record ImageFacts(DateTimeOffset? Created, string? Revision, string? Source, string? Version)
{
    public static ImageFacts None { get; } = new(null, null, null, null);
}
