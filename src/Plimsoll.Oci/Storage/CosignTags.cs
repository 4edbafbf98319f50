using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// The tags under which cosign kept signatures and attestations before registries listed referrers: <c>sha256-….sig</c>.
/// They are moving tags, and lists of referrers do not contain them.
/// </summary>
internal static class CosignTags
{
    public const string Signature = ".sig";

    public const string Attestation = ".att";

    public const string Sbom = ".sbom";

    /// <summary>The annotation of a layer with the signature of its payload. Two keys that sign the same image sign the same payload.</summary>
    public const string SignatureAnnotation = "dev.cosignproject.cosign/signature";

    /// <summary>The suffixes of all of them.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = [Signature, Attestation, Sbom];

    /// <summary>The tag of an image's signatures or attestations.</summary>
    public static string GetTag(Digest image, string suffix) => Referrer.GetTag(image) + suffix;

    /// <summary>The manifests under such tags for the manifests of an image; attestations in an index have none.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its manifests.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Each with its tag and what it is about, in the order of the manifests and of <see cref="Suffixes"/>.</returns>
    public static async Task<IReadOnlyList<(string Tag, Digest Subject, Descriptor Manifest)>> FindAsync(IImageSource source, IReadOnlyList<ManifestContent> image, CancellationToken cancellationToken)
    {
        var attestations = image.Select(Referrer.TryParse).OfType<ImageIndex>().SelectMany(index => index.Manifests).Where(Attestations.IsAttestation).Select(entry => entry.Digest).ToHashSet();
        var wanted = image.Select(manifest => manifest.Descriptor.Digest).Where(digest => !attestations.Contains(digest)).SelectMany(digest => Suffixes.Select(suffix => (Tag: GetTag(digest, suffix), Subject: digest))).ToList();
        var found = new Descriptor?[wanted.Count];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ImageCopier.DefaultParallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, wanted.Count, limit, async (number, token) => found[number] = await source.FindAsync(wanted[number].Tag, token));
        return [.. wanted.Zip(found).Where(pair => pair.Second is not null).Select(pair => (pair.First.Tag, pair.First.Subject, pair.Second!))];
    }

    /// <summary>Copies the signatures and attestations under such tags for the manifests of an image.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its manifests.</param>
    /// <param name="destination">Where it goes. A tag there is overwritten only if the new manifest has all its layers.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Receives each blob as it is done; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <returns>What became of each.</returns>
    public static async Task<IReadOnlyList<ReferrerCopy>> CopyAsync(
        IImageSource source, IReadOnlyList<ManifestContent> image, IImageRepository destination, CopyOptions options, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        var copies = new List<ReferrerCopy>();
        foreach (var (tag, subject, there) in await FindAsync(source, image, cancellationToken))
        {
            var content = await source.GetManifestAsync(there.Digest.ToString(), cancellationToken);
            var copy = new ReferrerCopy(Referrer.Describe(content), subject, BlobOutcome.Sent) { Tag = tag, Content = content };
            var outcome = await JudgeAsync(await destination.FindAsync(tag, cancellationToken));
            if (outcome.Outcome == BlobOutcome.Sent)
            {
                await ImageCopier.CopyAsync(source, content, destination, options with { WritesRoot = false, Referrers = false }, progress, cancellationToken);

                // Sending takes its time, and somebody may have signed meanwhile.
                outcome = await JudgeAsync(await destination.FindAsync(tag, cancellationToken));
                if (outcome.Outcome == BlobOutcome.Sent)
                    await destination.PutManifestAsync(content, tag, cancellationToken);
            }

            copies.Add(outcome);

            async Task<ReferrerCopy> JudgeAsync(Descriptor? here) =>
                here is null ? copy
                : here.Digest == there.Digest ? copy with { Outcome = BlobOutcome.Present }
                : IsAddedTo(await destination.GetManifestAsync(here.Digest.ToString(), cancellationToken), content) ? copy
                : copy with { Outcome = BlobOutcome.Present, Kept = here.Digest };
        }

        return copies;
    }

    /// <summary>A further signature is a further layer; what was signed at the destination alone must not be lost.</summary>
    private static bool IsAddedTo(ManifestContent here, ManifestContent there) =>
        here.Parse() is ImageManifest old && there.Parse() is ImageManifest @new && old.Layers.All(layer => @new.Layers.Any(kept => kept.Digest == layer.Digest && SignatureOf(kept) == SignatureOf(layer)));

    private static string? SignatureOf(Descriptor layer) => layer.Annotations?.GetValueOrDefault(SignatureAnnotation);
}
