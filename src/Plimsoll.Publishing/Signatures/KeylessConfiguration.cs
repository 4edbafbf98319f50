namespace Plimsoll.Publishing.Signatures;

/// <summary>Which services sign without a key (<c>sign: { keyless: … }</c>). Nothing means the public ones of Sigstore.</summary>
public sealed record KeylessConfiguration
{
    /// <summary>The URL of the certificate authority (<c>fulcio:</c>), or <c>null</c>. One of one's own has no log and no timestamp authority unless they are given, too.</summary>
    public string? Fulcio { get; init; }

    /// <summary>The URL of the transparency log (<c>rekor:</c>), <c>none</c>, or <c>null</c>.</summary>
    public string? Rekor { get; init; }

    /// <summary>The version of the log's API (<c>rekorVersion:</c>), 1 or 2; or <c>null</c>.</summary>
    public int? RekorVersion { get; init; }

    /// <summary>The URL of the timestamp authority with its path (<c>timestamp:</c>), <c>none</c>, or <c>null</c>.</summary>
    public string? Timestamp { get; init; }

    /// <summary>A signing configuration of a Sigstore instance (<c>signingConfig:</c>), as an absolute path; or <c>null</c>.</summary>
    public string? SigningConfig { get; init; }

    /// <summary>The trust root (<c>trustRoot:</c>) that each signature is verified by before it is attached, as an absolute path; or <c>null</c>.</summary>
    public string? TrustRoot { get; init; }

    /// <summary>Where the identity token is (<c>identityToken:</c>): a file, absolute, <c>env:NAME</c> or <c>command:…</c>; <c>null</c> takes that of the CI host.</summary>
    public string? IdentityToken { get; init; }
}
