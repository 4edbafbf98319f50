using Plimsoll.Oci.Images;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// An image that another run published of this very commit, and that the tags name in place of the one that this run
/// made: one commit is released once.
/// </summary>
/// <param name="Tag">The tag that names it and never moves.</param>
/// <param name="Digest">The image that is kept.</param>
/// <param name="Built">The image of this run, which is not published: the manifest's digest, or the image ID of an engine's image.</param>
/// <param name="Actor">Who published the kept image, or <c>null</c> where no receipt tells.</param>
/// <param name="PublishedAt">When, UTC, or <c>null</c>.</param>
/// <param name="RunUrl">The page of the run that did, or <c>null</c>.</param>
public sealed record KeptImage(string Tag, Digest Digest, Digest Built, string? Actor, DateTimeOffset? PublishedAt, string? RunUrl)
{
    /// <summary>The same without what only a receipt tells, which is not at hand everywhere.</summary>
    internal KeptImage WithoutPublisher() => this with { Actor = null, PublishedAt = null, RunUrl = null };

    /// <summary>Whose the image is and what that means for this run's, in two sentences.</summary>
    /// <param name="destination">The destination without tag.</param>
    /// <param name="commit">The full id of the commit.</param>
    /// <param name="isPlan">Whether it is said of what would be done.</param>
    internal string Describe(string destination, string commit, bool isPlan)
    {
        var publisher = Actor ?? "another run";
        var when = PublishedAt is { } at ? $" at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "";
        var where = RunUrl is null ? "" : $" ({RunUrl})";
        return LogText.Neutralize($"{destination}:{Tag} already points to an image of this commit ({commit[..Math.Min(7, commit.Length)]}), published by {publisher}{when}{where}: {Digest}. That image {(isPlan ? "would be" : "was")} kept; this build ({Built}) {(isPlan ? "would not be" : "was not")} published.");
    }
}
