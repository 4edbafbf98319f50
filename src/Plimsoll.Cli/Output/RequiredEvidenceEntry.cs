using Plimsoll.Publishing.Environments.Evidence;

namespace Plimsoll.Cli.Output;

/// <summary>Evidence that an environment requires of an image.</summary>
/// <param name="Kind">signature, provenance or sbom.</param>
/// <param name="Description">What it is, who must have signed it, and what provenance must name.</param>
/// <param name="Met">Whether it is there.</param>
internal sealed record RequiredEvidenceEntry(string Kind, string Description, bool Met)
{
    public static RequiredEvidenceEntry Create(RequiredEvidence evidence) =>
        new(evidence.Requirement.Kind.ToString().ToLowerInvariant(), evidence.ToString(), evidence.Met is not null);
}
