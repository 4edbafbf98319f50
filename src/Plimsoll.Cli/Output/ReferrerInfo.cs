using Plimsoll.Publishing.Attachments;

namespace Plimsoll.Cli.Output;

/// <summary>What refers to the image.</summary>
internal sealed record ReferrerInfo(string Digest, string? ArtifactType, string MediaType, long Size, IReadOnlyDictionary<string, string>? Annotations)
{
    /// <summary>What it is, such as <c>signature (cosign bundle)</c>, <c>provenance (SLSA v1)</c>, <c>SBOM (SPDX)</c> or <c>receipt</c>; of several statements all. It is not verified.</summary>
    public required string Kind { get; init; }

    /// <summary>The digest of what it is about: the image, or one of the images in its index.</summary>
    public required string Subject { get; init; }

    /// <summary>The tag that cosign keeps it under, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    public static ReferrerInfo Create(FoundReferrer found) => new(found.Manifest.Digest.ToString(), found.Manifest.ArtifactType, found.Manifest.MediaType, found.Manifest.Size, found.Manifest.Annotations)
    {
        Kind = found.Kind,
        Subject = found.Subject.ToString(),
        Tag = found.Tag,
    };
}
