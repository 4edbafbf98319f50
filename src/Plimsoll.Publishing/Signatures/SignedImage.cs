using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>An image that is signed, where it is kept, with the bundles beside it. These are listed once, and each is read only when it may be what is looked for.</summary>
/// <param name="target">Where it is kept.</param>
/// <param name="descriptor">The image.</param>
/// <param name="time">When it is signed.</param>
internal sealed class SignedImage(IPublishTarget target, Descriptor descriptor, DateTimeOffset time)
{
    /// <summary>More bundles than any image has; each costs two requests.</summary>
    private const int MostBundles = 100;

    private IReadOnlyList<Descriptor>? _listed;

    /// <summary>The image.</summary>
    public Descriptor Descriptor => descriptor;

    /// <summary>When it is signed.</summary>
    public DateTimeOffset Time => time;

    /// <summary>Where it is kept.</summary>
    public IImageRepository Repository => target.Repository;

    /// <summary>The name of that, as people read it.</summary>
    public string Destination => target.Destination;

    /// <summary>The image's name without tag, which signatures of the old form have in them for people; that of a layout is of its folder.</summary>
    public ImageReference Name => (Repository as INamedRepository)?.Name
        ?? (ImageReference.TryParse(Path.GetFileName(Destination).ToLowerInvariant(), out var name) ? name.WithoutTagOrDigest() : ImageReference.Parse("image"));

    /// <summary>Finds a bundle that somebody signed, by what it states.</summary>
    /// <param name="verifier">Tells whose bundles count.</param>
    /// <param name="isWanted">Whether this type of statement is looked for.</param>
    /// <param name="says">Whether the statement says what it is to say; <c>null</c> for any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The bundle's manifest; <c>null</c> where there is none.</returns>
    /// <exception cref="PlimsollException">The registry refuses or fails.</exception>
    public async Task<Descriptor?> FindAsync(SignatureVerifier verifier, Func<string, bool> isWanted, Func<Statement, bool>? says, CancellationToken cancellationToken)
    {
        var attachments = new AttachmentVerifier(Repository, verifier);
        foreach (var listed in await ListAsync(cancellationToken))
        {
            // Lists of some registries have no annotations.
            if (listed.Annotations?.GetValueOrDefault(BundleArtifact.PredicateAnnotation) is { } predicate && !isWanted(predicate))
                continue;
            if (await ReadAsync(listed, cancellationToken) is { } bundle
                && await attachments.VerifyAsync(bundle, descriptor.Digest, cancellationToken) is { IsValid: true, PredicateType: { } signed } result
                && isWanted(signed)
                && (says is null || (result.Statement is { } statement && says(statement))))
                return bundle.Manifest;
        }

        return null;
    }

    /// <summary>Attaches a signed bundle.</summary>
    /// <param name="kind">What it is, as <see cref="ReferrerKind"/> calls it.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="signedBy">Who signed it, for records.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="PlimsollException">The registry refuses or fails.</exception>
    public async Task<AttachedManifest> AttachAsync(string kind, SigstoreBundle bundle, string signedBy, CancellationToken cancellationToken)
    {
        var artifact = BundleArtifact.Create(bundle, Descriptor, Time);
        await artifact.PutAsync(Repository, tag: null, cancellationToken);
        return new AttachedManifest(kind, artifact.Manifest.Descriptor.Digest) { SignedBy = signedBy };
    }

    private async Task<IReadOnlyList<Descriptor>> ListAsync(CancellationToken cancellationToken) => _listed ??= Repository is IReferrerSource referrers
        ? [.. (await referrers.FindReferrersAsync(descriptor.Digest, artifactType: null, cancellationToken)).Where(listed => listed.ArtifactType is null || SigstoreBundle.IsMediaType(listed.ArtifactType)).Take(MostBundles)]
        : [];

    private async Task<Attachment?> ReadAsync(Descriptor listed, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Repository.GetManifestAsync(listed.Digest.ToString(), cancellationToken);
            return content.Parse() is { } manifest && manifest.Subject?.Digest == descriptor.Digest
                ? AttachmentClassifier.Classify(content.Descriptor, manifest, descriptor.Digest).FirstOrDefault(attachment => attachment.Kind == AttachmentKind.SigstoreBundle)
                : null;
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            // A list may be older than what it lists.
            return null;
        }
    }
}
