using System.Security.Cryptography.X509Certificates;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keyless.Logs;
using Plimsoll.Signing.Keyless.Timestamps;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless;

/// <summary>Verifies by one trust root that a certificate was good when its key signed.</summary>
/// <param name="root">The trust root.</param>
internal sealed class RootVerifier(TrustRoot root)
{
    private readonly EntryVerifier _entries = new(root.Logs);
    private readonly TimestampVerifier _timestamps = new(root.TimestampAuthorities);
    private readonly PromiseVerifier _promises = new(root.CertificateLogs);

    /// <summary>Whether the trust root has who says to have issued a certificate.</summary>
    public bool Names(X509Certificate2 certificate) => root.CertificateAuthorities.Any(authority => ChainBuilder.NamesIssuer(certificate, authority));

    /// <summary>Verifies it. An entry or timestamp of somebody else is passed over; one of somebody in the trust root must be right.</summary>
    /// <returns>The earliest time that is told.</returns>
    /// <exception cref="RefusedException">It was not, or that cannot be told.</exception>
    public DateTimeOffset Verify(X509Certificate2 certificate, SignedContent content, IReadOnlyList<TransparencyLogEntry> entries, IReadOnlyList<SignedTimestamp> timestamps)
    {
        var logged = entries.Select(entry => _entries.Verify(entry, content)).OfType<LoggedEntry>().ToList();
        if (root.Logs.Count > 0 && logged.Count == 0)
            throw new RefusedException(VerificationOutcome.UntrustedLog, entries.Count == 0
                ? "it has no entry in a log of signatures"
                : $"its entry is in the log {Convert.ToHexStringLower(entries[0].LogId!.KeyId.Span)}, which is none of the trust root ({string.Join(", ", root.Logs)})");

        var times = logged.Select(entry => entry.Time).Concat(timestamps.Select(timestamp => _timestamps.Verify(timestamp.Bytes, content.Signature))).OfType<DateTimeOffset>().ToList();
        if (times.Count == 0)
            throw new RefusedException(VerificationOutcome.UntrustedTime, timestamps.Count > 0
                ? "its timestamp is by an authority that is none of the trust root, and nothing else tells when it was signed"
                : "nothing tells when it was signed: it has no timestamp, and no promise of a log (signed entry timestamp)");

        foreach (var time in times)
            Verify(logged, time);
        var issuer = VerifyIssuer(certificate, times);
        if (root.CertificateLogs.Count > 0)
            _promises.Verify(certificate, issuer);
        return times.Min();
    }

    /// <summary>A log that knows no time is judged by what others say.</summary>
    private static void Verify(List<LoggedEntry> logged, DateTimeOffset time)
    {
        if (logged.Find(entry => entry.Time is null && !entry.Log.ValidFor.Contains(time)) is { } other)
            throw new RefusedException(VerificationOutcome.UntrustedLog, $"it was signed at {ValidityWindow.Text(time)}, and the key of the log {other.Log} was in use {other.Log.ValidFor}");
    }

    private X509Certificate2 VerifyIssuer(X509Certificate2 certificate, List<DateTimeOffset> times)
    {
        DateTimeOffset begin = certificate.NotBefore, end = certificate.NotAfter;
        if (times.Find(time => time < begin || time > end) is { } outside && outside != default)
            throw new RefusedException(VerificationOutcome.UntrustedTime, $"it was signed at {ValidityWindow.Text(outside)}, and its certificate was valid {ValidityWindow.Text(begin)} to {ValidityWindow.Text(end)}");

        var problems = new List<string>();
        foreach (var authority in root.CertificateAuthorities.Where(authority => ChainBuilder.NamesIssuer(certificate, authority)))
        {
            X509Certificate2? issuer = null;
            if (times.Select(time => ChainBuilder.FindProblem(certificate, authority, ChainBuilder.CodeSigning, time, out issuer)).FirstOrDefault(found => found is not null) is { } problem)
                problems.Add($"its certificate is not one of the authority {authority}: {problem}");
            else if (issuer is not null)
                return issuer;
        }

        throw new RefusedException(VerificationOutcome.UntrustedCertificate, problems.Count > 0
            ? string.Join("; ", problems.Take(3))
            : $"its certificate was issued by '{certificate.Issuer}', which is none of the authorities of the trust root ({string.Join(", ", root.CertificateAuthorities)})");
    }
}
