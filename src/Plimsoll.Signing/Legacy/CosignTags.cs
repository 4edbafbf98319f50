using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Signing.Legacy;

/// <summary>
/// The tags under which cosign kept signatures and attestations before registries listed referrers: <c>sha256-….sig</c>.
/// They are moving tags, and lists of referrers do not contain them.
/// </summary>
internal static class CosignTags
{
    public const string Signature = ".sig";

    public const string Attestation = ".att";

    public const string Sbom = ".sbom";

    private static readonly string[] Suffixes = [Signature, Attestation, Sbom];

    /// <summary>The tag of an image's signatures, attestations or SBOM.</summary>
    public static string GetTag(Digest image, string suffix) => Referrer.GetTag(image) + suffix;

    /// <summary>Copies the signatures and attestations under such tags for the manifests of an image.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its manifests.</param>
    /// <param name="destination">Where it goes. A tag there is overwritten only if the new manifest has all its layers.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Receives a message for each; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    public static async Task CopyAsync(
        IImageSource source, IReadOnlyList<ManifestContent> image, IImageRepository destination, CopyOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var tags = image.SelectMany(manifest => Suffixes.Select(suffix => GetTag(manifest.Descriptor.Digest, suffix)));
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ImageCopier.DefaultParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tags, limit, async (tag, token) =>
        {
            if (await source.ResolveAsync(tag, token) is not { } there)
                return;

            var here = await destination.ResolveAsync(tag, token);
            if (here?.Digest == there.Digest)
                return;

            var content = await source.GetManifestAsync(there.Digest.ToString(), token);
            if (here is not null && !IsAddedTo(await destination.GetManifestAsync(here.Digest.ToString(), token), content))
            {
                progress?.Report($"{tag} was not copied: the destination has another manifest under it, {here.Digest}");
                return;
            }

            await ImageCopier.CopyAsync(source, content, destination, options with { WritesRoot = false, Referrers = false }, progress: null, token);
            await destination.PutManifestAsync(content, tag, token);
            progress?.Report($"{tag} copied: {there.Digest}");
        });
    }

    /// <summary>A further signature is a further layer; what was signed at the destination alone must not be lost.</summary>
    private static bool IsAddedTo(ManifestContent here, ManifestContent there) =>
        here.Parse() is ImageManifest old && there.Parse() is ImageManifest @new && old.Layers.All(layer => @new.Layers.Any(kept => kept.Digest == layer.Digest));
}
