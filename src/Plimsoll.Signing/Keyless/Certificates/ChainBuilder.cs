using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Certificates;

/// <summary>Verifies that a certificate is by an authority. No other certificates than the authority's are believed or fetched, and no time but the given one counts.</summary>
internal static class ChainBuilder
{
    /// <summary>What a certificate for signing code is for.</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>What a certificate for timestamps is for.</summary>
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Verifies it.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="authority">The authority.</param>
    /// <param name="usage">What the certificate must be for.</param>
    /// <param name="time">When it must have been valid, with all those above it.</param>
    /// <param name="issuer">The certificate above it; that of the authority.</param>
    /// <returns>Why it is not, in a part of a sentence; <c>null</c> where it is.</returns>
    public static string? FindProblem(X509Certificate2 certificate, TrustedAuthority authority, string usage, DateTimeOffset time, out X509Certificate2? issuer)
    {
        issuer = null;
        if (!authority.ValidFor.Contains(time))
            return $"it is in use {authority.ValidFor}, and not at {ValidityWindow.Text(time)}";

        // To .NET a certificate that names no use is for each.
        if (!certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(extension => extension.EnhancedKeyUsages[usage] is not null))
            return NotFor(usage);

        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(authority.Root);
        foreach (var above in authority.Chain)
            policy.ExtraStore.Add(above);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(usage));

        // Compared below: .NET compares local times, which are ambiguous for an hour a year.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;

        // An authority may be believed that another one issued; that the chain ends there is compared below too.
        if (!authority.Root.SubjectName.RawData.AsSpan().SequenceEqual(authority.Root.IssuerName.RawData))
            policy.VerificationFlags |= X509VerificationFlags.AllowUnknownCertificateAuthority;

        if (!chain.Build(certificate) || !chain.ChainElements[^1].Certificate.RawDataMemory.Span.SequenceEqual(authority.Root.RawDataMemory.Span))
            return Describe(chain, usage);
        foreach (var element in chain.ChainElements)
            if (time < element.Certificate.NotBefore.ToUniversalTime() || time > element.Certificate.NotAfter.ToUniversalTime())
                return $"the certificate of '{NameOf(element.Certificate)}' is valid {ValidityWindow.Text(element.Certificate.NotBefore)} to {ValidityWindow.Text(element.Certificate.NotAfter)}, and not at {ValidityWindow.Text(time)}";

        issuer = Find(authority, chain.ChainElements[chain.ChainElements.Count > 1 ? 1 : 0].Certificate);
        return null;
    }

    private static string NotFor(string usage) => $"it is not for {(usage == CodeSigning ? "signing code" : "timestamps")} (extended key usage {usage})";

    /// <summary>Whether an authority calls itself as the issuer that a certificate names.</summary>
    public static bool NamesIssuer(X509Certificate2 certificate, TrustedAuthority authority) =>
        authority.Chain.Any(above => above.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData));

    private static X509Certificate2? Find(TrustedAuthority authority, X509Certificate2 issuer) =>
        authority.Chain.FirstOrDefault(own => own.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span));

    private static string NameOf(X509Certificate2 certificate) => certificate.Subject.Length > 0 ? certificate.Subject : "the signer";

    private static string Describe(X509Chain chain, string usage)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return status.HasFlag(X509ChainStatusFlags.NotSignatureValid) ? "the signature of a certificate is not by the one above it"
            : status.HasFlag(X509ChainStatusFlags.NotValidForUsage) ? NotFor(usage)
            : (status & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0 ? "it does not lead to the root of the authority"
            : $"it cannot be verified ({status & ~X509ChainStatusFlags.NotTimeValid})";
    }
}
