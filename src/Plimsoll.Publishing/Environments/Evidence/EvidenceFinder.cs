using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>
/// Looks for the signatures and statements that a policy requires of an image. It checks only that they exist: verifying
/// them is up to cosign, Notation and admission controllers, which have the keys.
/// </summary>
internal static class EvidenceFinder
{
    /// <summary>Looks for what is required.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">The image.</param>
    /// <param name="required">What is required.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What is missing.</returns>
    public static async Task<IReadOnlyList<RequiredEvidence>> MissingAsync(IImageSource source, ManifestContent image, IEnumerable<RequiredEvidence> required, CancellationToken cancellationToken)
    {
        var missing = required.ToHashSet();
        if (missing.Count == 0)
            return [];

        await foreach (var attachment in AttachmentFinder.FindAsync(source, image, cancellationToken))
            if (EvidenceOf(attachment) is { } found && missing.Remove(found) && missing.Count == 0)
                break;
        return [.. missing.Order()];
    }

    /// <summary>What is to be said against an image that lacks something; nothing where it lacks nothing.</summary>
    /// <param name="environment">The environment that it is to enter.</param>
    /// <param name="name">The image with its digest, for the message.</param>
    /// <param name="missing">What it lacks.</param>
    public static IReadOnlyList<TagRefusal> Judge(string environment, string name, IReadOnlyList<RequiredEvidence> missing)
    {
        if (missing is not [var first, ..])
            return [];

        var what = missing.Select(evidence => evidence == RequiredEvidence.Signature
            ? $"a signature (rule {RuleNames.MissingSignature})"
            : $"provenance (rule {RuleNames.MissingProvenance})");
        return
        [
            new TagRefusal(
                first == RequiredEvidence.Signature ? RuleNames.MissingSignature : RuleNames.MissingProvenance,
                environment,
                $"{name} is missing what the policy requires: {string.Join(" and ", what)}.",
                $"Attach it first, for example with 'cosign {(first == RequiredEvidence.Signature ? "sign" : "attest --type slsaprovenance1")} {name}', then try again."),
        ];
    }

    /// <summary>What an attachment is evidence of; <c>null</c> where it is nothing that can be required.</summary>
    private static RequiredEvidence? EvidenceOf(Attachment attachment) =>
        attachment.IsSignature ? RequiredEvidence.Signature : attachment.IsProvenance ? RequiredEvidence.Provenance : null;
}
