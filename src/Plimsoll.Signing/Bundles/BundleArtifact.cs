using Plimsoll.Oci.Images;
using Plimsoll.Signing.Artifacts;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Bundles;

/// <summary>A bundle beside an image as cosign 3 attaches it (sigstore/cosign, BUNDLE_SPEC): an artifact that refers to the image.</summary>
internal static class BundleArtifact
{
    /// <summary>The annotation that tells what is in the bundle.</summary>
    public const string ContentAnnotation = "dev.sigstore.bundle.content";

    /// <summary>The annotation that tells what the statement in the bundle says.</summary>
    public const string PredicateAnnotation = "dev.sigstore.bundle.predicateType";

    /// <summary>What <see cref="ContentAnnotation"/> says of a signature over the manifest itself.</summary>
    public const string MessageContent = "message-signature";

    private const string EnvelopeContent = "dsse-envelope";

    /// <summary>Makes the artifact.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="image">The image that it is about.</param>
    /// <param name="created">When it was signed.</param>
    public static ArtifactContent Create(SigstoreBundle bundle, Descriptor image, DateTimeOffset created)
    {
        var bytes = bundle.Serialize();
        var annotations = new Dictionary<string, string> { [ContentAnnotation] = bundle.DsseEnvelope is null ? MessageContent : EnvelopeContent };
        if (bundle.DsseEnvelope is { PayloadType: Statement.MediaType } envelope)
            annotations[PredicateAnnotation] = Statement.Parse(envelope.Payload).PredicateType;

        var digest = Digest.Sha256(bytes);
        return ArtifactContent.Create(bundle.MediaType, bytes, image, created, annotations, title: $"{digest.Algorithm}-{digest.Hex}.sigstore.json");
    }
}
