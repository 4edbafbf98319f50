namespace Plimsoll.Tags;

/// <summary>The commit that the image of a tag was made of, by the image's labels; foreign text.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Revision">The commit's id (<see cref="ImageLabels.Revision"/>).</param>
/// <param name="Created">When the sources were committed (<see cref="ImageLabels.Created"/>), or <c>null</c>.</param>
public sealed record TaggedCommit(string Tag, string Revision, DateTimeOffset? Created);
