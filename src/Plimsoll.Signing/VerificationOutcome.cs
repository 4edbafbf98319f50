namespace Plimsoll.Signing;

/// <summary>Why a signature counts or does not.</summary>
internal enum VerificationOutcome
{
    /// <summary>It is by one of the keys or identities, and about the image.</summary>
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

    /// <summary>It is by the key of a certificate, and nobody said whose would count.</summary>
    ByCertificate,

    /// <summary>Its certificate is not by an authority that is trusted, or in no log.</summary>
    UntrustedCertificate,

    /// <summary>It is in no log that is trusted, or the log has something else.</summary>
    UntrustedLog,

    /// <summary>Nobody who is trusted tells when it was signed, or its certificate was not valid then.</summary>
    UntrustedTime,

    /// <summary>Its certificate is good, and names somebody else than is asked for.</summary>
    WrongIdentity,
}
