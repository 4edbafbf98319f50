using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>
/// The tags under which cosign kept signatures and attestations before registries listed referrers: <c>sha256-….sig</c>.
/// They move by nature, and no list of referrers tells of them.
/// </summary>
internal static class CosignTags
{
    public const string Signature = ".sig";

    public const string Attestation = ".att";

    private static readonly string[] Suffixes = [Signature, Attestation, ".sbom"];

    /// <summary>The tag of an image's signatures or attestations.</summary>
    public static string Of(Digest image, string suffix) => Referrer.GetTag(image) + suffix;

    /// <summary>Carries along what is kept under such tags for the manifests of an image.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its manifests.</param>
    /// <param name="destination">Where it goes. What is kept there stays, unless all of it is in what comes.</param>
    /// <param name="options">How.</param>
    /// <param name="story">Receives a message for each; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    public static async Task CopyAsync(
        IImageSource source, IReadOnlyList<ManifestContent> image, IImageRepository destination, CopyOptions options, IProgress<string>? story, CancellationToken cancellationToken)
    {
        var tags = image.SelectMany(manifest => Suffixes.Select(suffix => Of(manifest.Descriptor.Digest, suffix)));
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
                story?.Report($"{tag} holds something else at the destination and stays: {here.Digest}");
                return;
            }

            await ImageCopier.CopyAsync(source, content, destination, options with { WritesRoot = false, Referrers = false }, progress: null, token);
            await destination.PutManifestAsync(content, tag, token);
            story?.Report($"{tag} carried along: {there.Digest}");
        });
    }

    /// <summary>A further signature is a further layer; what was signed at the destination alone must not be lost.</summary>
    private static bool IsAddedTo(ManifestContent here, ManifestContent there) =>
        here.Parse() is ImageManifest old && there.Parse() is ImageManifest @new && old.Layers.All(layer => @new.Layers.Any(kept => kept.Digest == layer.Digest));
}
