using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Attachments;

/// <summary>Something that was made for an image and attached to it, or should have been.</summary>
/// <param name="Kind">What it is, such as <c>provenance (SLSA v1)</c>.</param>
/// <param name="Digest">The digest of its manifest; <c>null</c> where it could not be attached.</param>
public sealed record AttachedManifest(string Kind, Digest? Digest)
{
    /// <summary>The fingerprint of the key that signed it, or whom the certificate names that did; <c>null</c> where it is not signed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SignedBy { get; init; }

    /// <summary>Why it could not be attached; <c>null</c> where it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }
}
