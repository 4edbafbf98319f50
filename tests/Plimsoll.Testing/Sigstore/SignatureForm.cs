using Plimsoll.Signing.Bundles;

namespace Plimsoll.Testing.Sigstore;

/// <summary>How something is signed in a <see cref="SigstoreWorld"/>; by default as cosign 3 does with Rekor 1.</summary>
internal sealed record SignatureForm
{
    /// <summary>The media type of the bundle.</summary>
    public string MediaType { get; init; } = SigstoreBundle.Version03;

    /// <summary>The kind of entry: <c>dsse</c>, <c>intoto</c> or <c>hashedrekord</c>; <c>null</c> where that follows from what is signed.</summary>
    public string? EntryKind { get; init; }

    /// <summary>Whether the entry is in a log as Rekor 2 is, and not as Rekor 1.</summary>
    public bool IsTiled { get; init; }

    /// <summary>Whether there is an entry at all.</summary>
    public bool IsLogged { get; init; } = true;

    /// <summary>Whether an authority timestamps the signature; <c>null</c> where it does if no log knows the time.</summary>
    public bool? IsTimestamped { get; init; }

    /// <summary>Whom the certificate names.</summary>
    public TestIdentity Identity { get; init; } = TestIdentity.Workflow;

    /// <summary>How long after the certificate was issued the signature is made.</summary>
    public TimeSpan SignedAfter { get; init; } = TimeSpan.FromMinutes(2);
}
