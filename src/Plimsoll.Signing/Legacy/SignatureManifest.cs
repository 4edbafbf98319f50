using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Artifacts;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Legacy;

/// <summary>
/// The manifest under a tag <c>….sig</c> (sigstore/cosign, SIGNATURE_SPEC): a layer for each signature, which is the signed payload, with
/// the signature in an annotation.
/// </summary>
internal static class SignatureManifest
{
    private const string CertificateAnnotation = "dev.sigstore.cosign/certificate";
    private const string EntryAnnotation = "dev.sigstore.cosign/bundle";

    /// <summary>The manifest with one more signature, those of others kept.</summary>
    /// <param name="existing">The manifest under the tag, or <c>null</c> where there is none yet.</param>
    /// <param name="signature">The signature.</param>
    /// <exception cref="PlimsollException">What is under the tag is something else (exit code 5).</exception>
    public static ArtifactContent Append(ManifestContent? existing, LegacySignature signature)
    {
        var layer = new Descriptor(SimpleSigning.MediaType, Digest.Sha256(signature.Payload.Span), signature.Payload.Length)
        {
            Annotations = new Dictionary<string, string> { [CosignTags.SignatureAnnotation] = Convert.ToBase64String(signature.Signature.Span) },
        };
        var manifest = existing is null ? null : existing.Parse() as ImageManifest
            ?? throw new PlimsollException(ErrorKind.Conflict, $"The tag for signatures names {existing.Descriptor.Digest}, which is an index and not a list of signatures.");
        IReadOnlyList<Descriptor> layers = [.. manifest?.Layers ?? [], layer];
        var config = Config(layers);
        var descriptor = new Descriptor(manifest?.Config.MediaType ?? MediaTypes.OciConfig, Digest.Sha256(config), config.Length);
        var appended = (manifest ?? new ImageManifest(descriptor, layers) { MediaType = MediaTypes.OciManifest }) with { Config = descriptor, Layers = layers };
        return new ArtifactContent(appended.Serialize(), [(descriptor, config), (layer, signature.Payload)]);
    }

    /// <summary>The layers that are signatures.</summary>
    public static IEnumerable<Descriptor> LayersOf(Manifest manifest) =>
        (manifest as ImageManifest)?.Layers.Where(layer => layer.MediaType == SimpleSigning.MediaType && layer.Annotations?.ContainsKey(CosignTags.SignatureAnnotation) == true) ?? [];

    /// <summary>The signature of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="payload">Its content.</param>
    /// <exception cref="MalformedException">The annotation is not base64.</exception>
    public static LegacySignature Read(Descriptor layer, ReadOnlyMemory<byte> payload) =>
        Base64Text.TryDecode(layer.Annotations?.GetValueOrDefault(CosignTags.SignatureAnnotation) ?? "", out var signature) && signature.Length > 0
            ? new LegacySignature(payload, signature) { Certificate = Find(layer, CertificateAnnotation), Entry = Find(layer, EntryAnnotation) }
            : throw new MalformedException("The signature's layer", $"its annotation {CosignTags.SignatureAnnotation} is not base64");

    private static string? Find(Descriptor layer, string annotation) => layer.Annotations?.GetValueOrDefault(annotation) is { Length: > 0 } value ? value : null;

    /// <summary>An image's configuration with a layer for each signature: some registries check that they are as many.</summary>
    private static byte[] Config(IReadOnlyList<Descriptor> layers) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["architecture"] = "",
        ["created"] = "0001-01-01T00:00:00Z",
        ["os"] = "",
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer.Digest.ToString())]) },
        ["config"] = new JsonObject(),
    }.ToJsonString());
}
