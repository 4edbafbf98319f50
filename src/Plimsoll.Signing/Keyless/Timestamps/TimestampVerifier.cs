using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Timestamps;

/// <summary>Verifies when an authority saw a signature (RFC 3161).</summary>
/// <param name="authorities">The authorities that are trusted.</param>
internal sealed class TimestampVerifier(IReadOnlyList<TrustedAuthority> authorities)
{
    /// <summary>Verifies a timestamp.</summary>
    /// <param name="response">The authority's response in DER.</param>
    /// <param name="signature">The signature that it is to be of.</param>
    /// <returns>The time; <c>null</c> where it is by an authority that is not trusted.</returns>
    /// <exception cref="RefusedException">It cannot be read, is of something else, or the authority was not in use.</exception>
    public DateTimeOffset? Verify(ReadOnlyMemory<byte> response, ReadOnlyMemory<byte> signature)
    {
        var token = TimestampResponse.TryReadToken(response) ?? throw Refused("a timestamp of it cannot be read");
        var candidates = new X509Certificate2Collection(authorities.SelectMany(authority => authority.Chain).ToArray());
        if (!Verifies(token, signature.Span, candidates, out var signer))
            return IsByAny(token) ? throw Refused("a timestamp of it is not by the authority that it names, or is of something else") : null;

        var time = token.TokenInfo.Timestamp;
        var problems = new List<string>();
        foreach (var authority in authorities.Where(authority => IsOf(signer!, authority)))
        {
            if (ChainBuilder.FindProblem(signer!, authority, ChainBuilder.TimeStamping, time, out _) is not { } problem)
                return time;
            problems.Add($"a timestamp of it by {authority} does not count: {problem}");
        }

        return problems.Count > 0 ? throw Refused(problems[0]) : null;
    }

    private static bool Verifies(Rfc3161TimestampToken token, ReadOnlySpan<byte> signature, X509Certificate2Collection candidates, out X509Certificate2? signer)
    {
        try
        {
            return token.VerifySignatureForData(signature, out signer, candidates);
        }
        catch (CryptographicException)
        {
            signer = null;
            return false;
        }
    }

    /// <summary>Whether somebody of the trust root is named as the signer.</summary>
    private bool IsByAny(Rfc3161TimestampToken token) =>
        token.AsSignedCms().SignerInfos is [var signer] && (signer.SignerIdentifier.Value is not X509IssuerSerial named
            || authorities.Any(authority => authority.Chain.Any(certificate => certificate.Issuer == named.IssuerName && certificate.SerialNumber == named.SerialNumber)));

    /// <summary>An authority that lists what signs is only that; one that lists what issues it is what leads there.</summary>
    private static bool IsOf(X509Certificate2 signer, TrustedAuthority authority) =>
        IsAuthority(authority.Chain[0]) ? ChainBuilder.NamesIssuer(signer, authority) : signer.RawDataMemory.Span.SequenceEqual(authority.Chain[0].RawDataMemory.Span);

    private static bool IsAuthority(X509Certificate2 certificate) => certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);

    private static RefusedException Refused(string message) => new(VerificationOutcome.UntrustedTime, message);
}
