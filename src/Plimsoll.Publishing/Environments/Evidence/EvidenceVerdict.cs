using Plimsoll.Oci.Images;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>What the evidence of an image is worth in an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Required">What is required, with what counted.</param>
/// <param name="Found">What is attached to the image and was looked at, each with the reason why it counts or not.</param>
internal sealed record EvidenceVerdict(string Environment, IReadOnlyList<RequiredEvidence> Required, IReadOnlyList<JudgedAttachment> Found)
{
    /// <summary>Whether everything that is required is there.</summary>
    public bool IsMet => Required.All(evidence => evidence.Met is not null);

    /// <summary>What is to be said against the image; <c>null</c> where nothing is.</summary>
    /// <param name="name">The image with its digest, for the message.</param>
    /// <param name="reference">The image as a command takes it; <c>null</c> (default) for <paramref name="name"/>.</param>
    public TagRefusal? GetRefusal(string name, string? reference = null)
    {
        var missing = Required.Where(evidence => evidence.Met is null).ToList();
        if (missing.Count == 0)
            return null;

        return new TagRefusal(
            RuleNames.MissingEvidence,
            Environment,
            $"{name} does not have the evidence that environment '{Environment}' requires (rule {RuleNames.MissingEvidence}).{string.Concat(missing.Select(evidence => $"\n  required: {evidence}"))}\n  found:    {SignatureSummary.Describe(Found)}",
            $"{GetAdvice(missing[0], reference ?? name)} The required evidence is set by environments.{Environment}.evidence in plimsoll.yml.");
    }

    private static string GetAdvice(RequiredEvidence missing, string name)
    {
        if (!ImageReference.TryParse(name, out var image) || image.Digest is null)
            return "Sign it when it is published: set 'sign' in plimsoll.yml.";

        var isByKey = missing.Requirement.Identity is null;
        var (what, command) = missing.Requirement.Kind switch
        {
            EvidenceKind.Signature => ("Sign it", isByKey ? $"cosign sign --key KEY {name}" : $"cosign sign {name}"),
            EvidenceKind.Provenance => ("Attach signed provenance", isByKey ? $"cosign attest --key KEY --type slsaprovenance1 --predicate FILE {name}" : $"cosign attest --type slsaprovenance1 --predicate FILE {name}"),
            _ => ("Attach a signed SBOM", isByKey ? $"cosign attest --key KEY --type spdxjson --predicate FILE {name}" : $"cosign attest --type spdxjson --predicate FILE {name}"),
        };
        return $"{what}, for example with '{command}', then try again.";
    }
}
