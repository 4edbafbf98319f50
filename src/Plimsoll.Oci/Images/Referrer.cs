using System.Buffers;

namespace Plimsoll.Oci.Images;

/// <summary>
/// A manifest that refers to another one by its <c>subject</c>: a signature, an SBOM, an attestation (OCI image-spec,
/// manifest.md, "subject"). How one is described in a list, and where registries without a list of their own keep it.
/// </summary>
public static class Referrer
{
    private const int MaximumAlgorithmLength = 32;
    private const int MaximumHexLength = 64;

    private static readonly SearchValues<char> LowerCaseHex = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// The tag of the index that lists the referrers of <paramref name="subject"/> in a registry without the referrers
    /// API (OCI distribution-spec, "Referrers Tag Schema"): <c>sha256-…</c>.
    /// </summary>
    public static string GetTag(Digest subject) => GetTag(subject.Algorithm, subject.Hex);

    /// <summary>The same for a digest of any algorithm.</summary>
    internal static string GetTag(string algorithm, string encoded) => $"{Tagged(algorithm, MaximumAlgorithmLength)}-{Tagged(encoded, MaximumHexLength)}";

    /// <summary>Whether a tag has the form of <see cref="GetTag(Digest)"/>, and so names a list and no image.</summary>
    public static bool IsTag(string tag) =>
        tag.IndexOf('-') is > 0 and var dash
        && tag[..dash] is "sha256" or "sha512"
        && tag.Length == dash + 1 + MaximumHexLength
        && !tag.AsSpan(dash + 1).ContainsAnyExcept(LowerCaseHex);

    /// <summary>
    /// Whether a tag is one that tools keep something about an image under, and nobody runs: a list of referrers
    /// (<see cref="IsTag"/>), or what cosign keeps beside an image: <c>sha256-….sig</c>, <c>.att</c>, <c>.sbom</c>.
    /// </summary>
    internal static bool IsTechnicalTag(string tag) => IsTag(tag.IndexOf('.') is > 0 and var dot ? tag[..dot] : tag);

    /// <summary>The digest that a manifest refers to; <c>null</c> where it refers to none, or cannot be read.</summary>
    public static Digest? GetSubject(ManifestContent manifest) => TryParse(manifest)?.Subject?.Digest;

    /// <summary>
    /// The manifest's descriptor as a list of referrers has it: with the artifact's type (for an image without one that
    /// of its configuration) and the manifest's annotations.
    /// </summary>
    public static Descriptor Describe(ManifestContent manifest)
    {
        var (mediaType, digest, size) = (manifest.Descriptor.MediaType, manifest.Descriptor.Digest, manifest.Descriptor.Size);
        var content = TryParse(manifest);
        return new Descriptor(mediaType, digest, size)
        {
            ArtifactType = content?.ArtifactType ?? (content as ImageManifest)?.Config.MediaType,
            Annotations = content?.Annotations,
        };
    }

    /// <summary>Those of one type, or all where <paramref name="artifactType"/> is <c>null</c>.</summary>
    internal static IReadOnlyList<Descriptor> OfType(this IEnumerable<Descriptor> referrers, string? artifactType) =>
        [.. referrers.Where(referrer => artifactType is null || referrer.ArtifactType == artifactType).DistinctBy(referrer => referrer.Digest)];

    /// <returns><c>null</c> where it is not a manifest, or is a broken one.</returns>
    internal static Manifest? TryParse(ManifestContent manifest)
    {
        try
        {
            return MediaTypes.IsManifest(manifest.Descriptor.MediaType) ? manifest.Parse() : null;
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    /// <summary>Cut to what the specification allows, and to characters that a tag may have.</summary>
    private static string Tagged(string text, int length) =>
        string.Concat(text.Take(length).Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '-'));
}
