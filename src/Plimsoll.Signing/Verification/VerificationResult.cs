using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Outcome">Whether the signature counts, and why not.</param>
/// <param name="Message">The same for people, in one sentence.</param>
internal sealed record VerificationResult(VerificationOutcome Outcome, string Message)
{
    /// <summary>Whether the signature counts.</summary>
    public bool IsValid => Outcome == VerificationOutcome.Valid;

    /// <summary>The key that signed; <c>null</c> where none was found to have.</summary>
    public PublicKey? Key { get; init; }

    /// <summary>The fingerprint, or other name, of the key that a signature says it is by; <c>null</c> where it does not say. Anybody can write it.</summary>
    public string? ClaimedKey { get; init; }

    /// <summary>Who the certificate of a signature names; <c>null</c> where it has none that can be read. It is not verified.</summary>
    public CertificateIdentity? ClaimedIdentity { get; init; }

    /// <summary>Who signed by a certificate, verified; <c>null</c> where nobody was found to have.</summary>
    public CertificateIdentity? Identity { get; init; }

    /// <summary>What the certificate says besides <see cref="Identity"/>, verified; <c>null</c> where there is none.</summary>
    public CertificateClaims? Claims { get; init; }

    /// <summary>When it was signed by a certificate, as a log or an authority for timestamps tells; <c>null</c> where none was verified.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>What is signed; <c>null</c> where no signature was verified, and for signatures of the image alone. May be believed only where <see cref="IsValid"/>.</summary>
    public Statement? Statement { get; init; }

    /// <summary>What the signature says: the type of <see cref="Statement"/>, <see cref="PredicateTypes.CosignSignature"/> for a signature of the image alone; <c>null</c> where none was verified.</summary>
    public string? PredicateType { get; init; }
}
