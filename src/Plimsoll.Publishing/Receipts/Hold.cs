using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// What a rollback leaves on the image that was withdrawn: it may not come to the environment again, nor take the tags
/// that went back, until the hold is released.
/// </summary>
/// <param name="Id">Names the hold, so that it can be released: a hash of the rest.</param>
/// <param name="Destination">Where it was withdrawn: an image's name without tag.</param>
/// <param name="Environment">The environment that it was withdrawn from.</param>
/// <param name="Digest">The image.</param>
/// <param name="Version">The version that it was released as, or <c>null</c>. Another image of this version is held at the same destination too.</param>
/// <param name="Tags">The moving tags that went back.</param>
/// <param name="HeldAt">When, UTC.</param>
/// <param name="HeldBy">Who, or <c>null</c> where that is not known.</param>
/// <param name="Reason">Why, in the words of whoever did it, or <c>null</c>.</param>
/// <param name="RunUrl">The page of the run, or <c>null</c>.</param>
public sealed record Hold(
    string Id,
    string Destination,
    string Environment,
    Digest Digest,
    string? Version,
    IReadOnlyList<string> Tags,
    DateTimeOffset HeldAt,
    string? HeldBy,
    string? Reason,
    string? RunUrl)
{
    /// <summary>The same with the <see cref="Id"/> that its content gives.</summary>
    internal Hold Named() => this with
    {
        Id = Digest.Sha256(Encoding.UTF8.GetBytes(string.Join('\n', [Destination, Environment, Digest.ToString(), Version, .. Tags, $"{HeldAt.UtcTicks}", HeldBy, Reason, RunUrl]))).Hex[..16],
    };
}
