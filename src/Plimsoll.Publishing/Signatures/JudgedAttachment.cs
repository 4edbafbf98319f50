using Plimsoll.Publishing.Attachments;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>Something that is attached to an image, and whether it counts by some keys or identities.</summary>
/// <param name="Attachment">What it is.</param>
/// <param name="Result">What verifying it found; <c>null</c> for what no key signs.</param>
internal sealed record JudgedAttachment(Attachment Attachment, VerificationResult? Result)
{
    /// <summary>What people call it: where a signature was verified by what is signed, and not by annotations, which anybody with push access can write.</summary>
    public string Kind => ReferrerKind.Describe(Result?.PredicateType is { } signed ? Attachment with { PredicateType = signed } : Attachment);

    /// <summary>Whether it counts where something in particular is required; <c>null</c> (default) where nothing is.</summary>
    public bool? Counts { get; init; }

    /// <summary>Whether one of those who count signed it, it is about the image, and it is what is required.</summary>
    public bool IsVerified => Result?.IsValid == true && Counts != false;

    /// <summary>Whether it is a verified signature of the image itself.</summary>
    public bool IsSignature => IsVerified && Result!.PredicateType == PredicateTypes.CosignSignature;

    /// <summary>Who it is by: the identity or key that signed, else what it says of itself; <c>null</c> where it does not say.</summary>
    public string? By =>
        Result?.Identity?.Describe()
        ?? Result?.Key?.Fingerprint
        ?? Result?.ClaimedKey
        ?? Result?.ClaimedIdentity?.Describe();

    /// <summary>Why it counts or not, in one sentence.</summary>
    public string Reason => Result?.Message ?? Attachment.Kind switch
    {
        AttachmentKind.NotationSignature => "not verified: signatures of the Notary Project are verified by 'notation verify'",
        _ => "it is not signed",
    };
}
