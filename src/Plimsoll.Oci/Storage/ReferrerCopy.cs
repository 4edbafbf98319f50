using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>One manifest that was carried along because it refers to the image.</summary>
/// <param name="Referrer">Its descriptor, with the artifact's type and annotations.</param>
/// <param name="Subject">What it refers to.</param>
/// <param name="Outcome">Whether it was sent or there already.</param>
public sealed record ReferrerCopy(Descriptor Referrer, Digest Subject, BlobOutcome Outcome);
