namespace Plimsoll.Signing.Statements;

/// <summary>What statements say, by the types that tools write.</summary>
internal static class PredicateTypes
{
    /// <summary>SLSA provenance, version 1.</summary>
    public const string SlsaProvenance1 = "https://slsa.dev/provenance/v1";

    /// <summary>SLSA provenance, version 0.2; what BuildKit writes unless told otherwise.</summary>
    public const string SlsaProvenance02 = "https://slsa.dev/provenance/v0.2";

    /// <summary>An SBOM as SPDX.</summary>
    public const string Spdx = "https://spdx.dev/Document";

    /// <summary>An SBOM as CycloneDX.</summary>
    public const string CycloneDx = "https://cyclonedx.org/bom";

    /// <summary>That the signer signed the image: what <c>cosign sign</c> of version 3 states.</summary>
    public const string CosignSignature = "https://sigstore.dev/cosign/sign/v1";

    /// <summary>The receipt of a publication by Plimsoll.</summary>
    public const string PlimsollReceipt = "https://plimsoll.dev/receipt/v1";

    private const string ProvenancePrefix = "https://slsa.dev/provenance/";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [SlsaProvenance1] = "SLSA provenance v1",
        [SlsaProvenance02] = "SLSA provenance v0.2",
        ["https://slsa.dev/provenance/v0.1"] = "SLSA provenance v0.1",
        ["https://slsa.dev/verification_summary/v1"] = "SLSA verification summary",
        [Spdx] = "SPDX SBOM",
        [CycloneDx] = "CycloneDX SBOM",
        [CosignSignature] = "cosign signature",
        [PlimsollReceipt] = "Plimsoll receipt",
        ["https://in-toto.io/attestation/vulns/v0.1"] = "vulnerability scan",
        ["https://in-toto.io/attestation/test-result/v0.1"] = "test result",
        ["https://in-toto.io/attestation/release/v0.1"] = "release",
        ["https://in-toto.io/attestation/scai/attribute-report/v0.2"] = "SCAI attribute report",
        ["https://cosign.sigstore.dev/attestation/v1"] = "cosign custom attestation",
        ["https://cosign.sigstore.dev/attestation/vuln/v1"] = "vulnerability scan",
        ["https://openvex.dev/ns/v0.2.0"] = "OpenVEX",
    };

    /// <summary>What people call it; the type itself where it is not known.</summary>
    public static string GetName(string predicateType) => Names.GetValueOrDefault(predicateType) ?? predicateType;

    /// <summary>Whether it says how something was built.</summary>
    public static bool IsProvenance(string? predicateType) => predicateType?.StartsWith(ProvenancePrefix, StringComparison.Ordinal) == true;

    /// <summary>Whether it says what is in something. SPDX and CycloneDX types may end in a version: <c>https://cyclonedx.org/bom/v1.6</c>.</summary>
    public static bool IsSbom(string? predicateType) => IsOrIsBelow(predicateType, Spdx) || IsOrIsBelow(predicateType, CycloneDx);

    private static bool IsOrIsBelow(string? type, string known) =>
        type is not null && type.StartsWith(known, StringComparison.Ordinal) && (type.Length == known.Length || type[known.Length] == '/');
}
