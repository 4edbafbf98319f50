using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>A tag and all that decides whether it is kept.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">What it names.</param>
/// <param name="Read">What its text says.</param>
internal sealed record TagFacts(string Tag, Digest Digest, ReadTag Read)
{
    /// <summary>When the image was published or made; <c>null</c> where nothing reliable says so.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Of a branch or pull request whether it is open; <c>null</c> for other tags.</summary>
    public OpenState? Open { get; init; }

    /// <summary>Why it is kept whatever rules say; <c>null</c> where nothing says so.</summary>
    public string? KeptReason { get; init; }
}
