using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>One manifest that was carried along because it refers to the image.</summary>
/// <param name="Referrer">Its descriptor, with the artifact's type and annotations.</param>
/// <param name="Subject">What it refers to.</param>
/// <param name="Outcome">Whether it was sent or there already.</param>
public sealed record ReferrerCopy(Descriptor Referrer, Digest Subject, BlobOutcome Outcome)
{
    /// <summary>The tag that cosign keeps it under (<c>sha256-….sig</c>); <c>null</c> for what refers to the image by a <c>subject</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>What the destination has under <see cref="Tag"/> and keeps: signatures that the source does not have. Else <c>null</c>.</summary>
    public Digest? Kept { get; init; }

    /// <summary>The manifest itself.</summary>
    internal ManifestContent? Content { get; init; }
}
