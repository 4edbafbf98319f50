namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>What the user says about signing without a key. Nothing (the default) means the public services of Sigstore.</summary>
internal sealed record KeylessSettings
{
    /// <summary>A signing configuration (<c>signing_config.json</c>, version 0.2), which the other settings go before; or <c>null</c>.</summary>
    public string? SigningConfig { get; init; }

    /// <summary>The URL of the certificate authority, or <c>null</c>. One of one's own has no log and no timestamp authority unless they are given, too.</summary>
    public string? Authority { get; init; }

    /// <summary>The URL of the transparency log, <see cref="KeylessServices.None"/>, or <c>null</c>.</summary>
    public string? Log { get; init; }

    /// <summary>The version of its API: 1 (default) or 2.</summary>
    public int? LogVersion { get; init; }

    /// <summary>The URL of the timestamp authority with its path, <see cref="KeylessServices.None"/>, or <c>null</c>.</summary>
    public string? TimestampAuthority { get; init; }

    /// <summary>Where the identity token is, as a file, <c>env:NAME</c> or <c>command:PROGRAM ARGUMENTS</c>; <c>null</c> takes that of the CI host.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>The trust root (<c>trusted_root.json</c>) that each signature is verified by before it is used, or <c>null</c>.</summary>
    public string? TrustRoot { get; init; }
}
