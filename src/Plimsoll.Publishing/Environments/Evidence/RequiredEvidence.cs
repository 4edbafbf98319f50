using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Evidence that an environment requires, with the keys that the configuration names.</summary>
/// <param name="Requirement">What is required.</param>
/// <param name="Signer">Who must have signed it.</param>
internal sealed record RequiredEvidence(EvidenceRequirement Requirement, EvidenceSigner Signer)
{
    /// <summary>What counted; <c>null</c> as long as nothing did.</summary>
    public JudgedAttachment? Met { get; init; }

    /// <summary>Whether a statement of this type may be it.</summary>
    /// <param name="predicateType">The type, as the attachment or its verification tells; <c>null</c> where it does not say.</param>
    public bool MayBe(string? predicateType) => predicateType is null || Requirement.Kind switch
    {
        EvidenceKind.Signature => predicateType == PredicateTypes.CosignSignature,
        EvidenceKind.Provenance => PredicateTypes.IsProvenance(predicateType),
        _ => PredicateTypes.IsSbom(predicateType),
    };

    /// <summary>Why something of this kind whose signature was verified does not count; <c>null</c> where it does.</summary>
    public string? GetMismatch(VerificationResult result) =>
        Requirement.Kind == EvidenceKind.Provenance ? ProvenanceMatch.GetMismatch(Requirement, result.Statement, result.Claims) : null;

    /// <summary>What is required, by whom, in a part of a sentence.</summary>
    public override string ToString() =>
        $"{(Requirement.Kind == EvidenceKind.Signature ? "signature" : Requirement.Kind == EvidenceKind.Provenance ? "signed provenance" : "signed SBOM")} by {Signer}{Describe("builder", Requirement.Builders)}{Describe("source", Requirement.Sources)}{Describe("branch", Requirement.Branches)}";

    private static string Describe(string name, IReadOnlyList<string> patterns) => patterns.Count == 0 ? "" : $", {name} {string.Join(" or ", patterns)}";
}
