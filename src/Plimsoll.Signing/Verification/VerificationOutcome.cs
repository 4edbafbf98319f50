namespace Plimsoll.Signing.Verification;

/// <summary>Why a signature counts or does not.</summary>
internal enum VerificationOutcome
{
    /// <summary>It is by one of the keys, and about the image.</summary>
    Valid,

    /// <summary>It cannot be read, or could be read in two ways.</summary>
    Malformed,

    /// <summary>It is by a key that is not among those given.</summary>
    UnknownKey,

    /// <summary>It is not a signature of what it is said to be by the key: one of the two was changed.</summary>
    SignatureMismatch,

    /// <summary>What is signed is not a statement.</summary>
    UnsupportedPayload,

    /// <summary>It is good, and about another image.</summary>
    WrongSubject,

    /// <summary>It is by the key of a certificate, and a key cannot tell whether that counts.</summary>
    ByCertificate,
}
