using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Certificates;

/// <summary>Verifies that a log promised to list a certificate, so that whoever it names can see it.</summary>
/// <param name="logs">The logs that are trusted.</param>
internal sealed class PromiseVerifier(IReadOnlyList<TrustedLog> logs)
{
    /// <summary>Verifies that one of the promises in a certificate counts.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">Who issued it, verified.</param>
    /// <exception cref="RefusedException">None does.</exception>
    public void Verify(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var (body, promises) = Read(certificate);
        var issuerKeyHash = SHA256.HashData(issuer.PublicKey.ExportSubjectPublicKeyInfo());
        var problems = new List<string>();
        foreach (var promise in promises)
            foreach (var log in logs.Where(log => log.Is(promise.LogId.Span)))
            {
                if (FindProblem(promise, log, issuerKeyHash, body) is not { } problem)
                    return;
                problems.Add(problem);
            }

        throw Refused(problems.Count > 0
            ? string.Join("; ", problems.Distinct().Take(3))
            : $"the log of certificates that its certificate names ({string.Join(", ", promises.Take(3).Select(promise => Convert.ToHexStringLower(promise.LogId.Span)))}) is none of the trust root");
    }

    private static (byte[] Body, IReadOnlyList<CertificatePromise> Promises) Read(X509Certificate2 certificate)
    {
        try
        {
            var body = CertificateBody.WithoutPromises(certificate.RawDataMemory, out var list);
            return list is null ? throw Refused("its certificate has no promise of a log of certificates (SCT)")
                : PromiseList.TryRead(list.Value) is { } promises ? (body, promises)
                : throw Refused("the promises of logs in its certificate (SCT) cannot be read");
        }
        catch (AsnContentException)
        {
            throw Refused("the promises of logs in its certificate (SCT) cannot be read");
        }
    }

    private static string? FindProblem(CertificatePromise promise, TrustedLog log, byte[] issuerKeyHash, byte[] body) =>
        !promise.IsSupported || log.Key is null ? $"the promise of the log {log} in its certificate (SCT) is signed in a way that is not supported"
        : !log.Key.Verifies(promise.Encode(issuerKeyHash, body), promise.Signature) ? $"the promise in its certificate (SCT) is not by the log {log}, or is for another certificate"
        : !log.ValidFor.Contains(promise.PromisedAt) ? $"the promise in its certificate (SCT) is of {ValidityWindow.Text(promise.PromisedAt)}, and the key of the log {log} was in use {log.ValidFor}"
        : null;

    private static RefusedException Refused(string message) => new(VerificationOutcome.UntrustedCertificate, message);
}
