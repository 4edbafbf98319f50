using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>An authority of a trust root: for certificates (Fulcio) or for timestamps.</summary>
/// <param name="Uri">Where it is; empty where the trust root does not say.</param>
/// <param name="Chain">Its certificates: what issues or signs first, the root last.</param>
/// <param name="ValidFor">When it was in use.</param>
internal sealed record TrustedAuthority(string Uri, IReadOnlyList<X509Certificate2> Chain, ValidityWindow ValidFor)
{
    /// <summary>What is believed without being issued by anything else.</summary>
    public X509Certificate2 Root => Chain[^1];

    /// <summary>What messages call it.</summary>
    public override string ToString() => Uri.Length > 0 ? Uri : Chain[0].Subject;
}
