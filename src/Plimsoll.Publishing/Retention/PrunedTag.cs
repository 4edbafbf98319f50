using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>What is done with a tag, and why.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">What it names.</param>
/// <param name="Kind">What kind of tag it is: sha, date, branch, pull-request, dirty, prerelease, release, line, environment, referrer or other.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why: a phrase.</param>
/// <param name="Created">When the image was published or made, or <c>null</c> where that is not known or does not matter.</param>
public sealed record PrunedTag(string Tag, Digest Digest, string Kind, PlannedAction Action, string Reason, DateTimeOffset? Created);
