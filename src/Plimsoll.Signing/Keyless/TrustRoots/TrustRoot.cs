using System.Text;
using Plimsoll.Oci;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>
/// Whom to believe about signatures without keys (Sigstore's <c>trusted_root.json</c>, protobuf-specs): authorities and logs with their
/// keys, each with the time when it was in use. There is none by default: who is trusted, the user says.
/// </summary>
/// <param name="Logs">Logs of signatures. Where there are none, signatures need not be in one, and need a timestamp.</param>
/// <param name="CertificateAuthorities">Who issues certificates for signing.</param>
/// <param name="CertificateLogs">Logs of certificates. Where there are none, certificates need not be in one.</param>
/// <param name="TimestampAuthorities">Who signs timestamps.</param>
internal sealed record TrustRoot(
    IReadOnlyList<TrustedLog> Logs,
    IReadOnlyList<TrustedAuthority> CertificateAuthorities,
    IReadOnlyList<TrustedLog> CertificateLogs,
    IReadOnlyList<TrustedAuthority> TimestampAuthorities)
{
    /// <summary>The environment variable with the file of the trust root.</summary>
    public const string Variable = "PLIMSOLL_TRUST_ROOT";

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumSize = 4 * 1024 * 1024;

    /// <summary>Where a trust root comes from.</summary>
    public const string Advice = "'gh attestation trusted-root' and 'cosign trusted-root create' print one; that of the public instance is the target trusted_root.json of https://tuf-repo-cdn.sigstore.dev.";

    /// <summary>Reads the trust roots of a file: one as a JSON object, or one on each line, as <c>gh attestation trusted-root</c> prints.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PlimsollException">It cannot be read, or is not a trust root (exit code 2).</exception>
    public static IReadOnlyList<TrustRoot> ReadFile(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw PlimsollException.Usage($"There is no trust root at {path}.", Advice);

        var text = SmallTextFile.Read(path, MaximumSize);
        try
        {
            return ParseAll(Encoding.UTF8.GetBytes(text), $"The trust root {path}");
        }
        catch (MalformedException exception)
        {
            throw PlimsollException.Usage(exception.Message, Advice, exception);
        }
    }

    /// <summary>Reads one or more trust roots.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="what">What it should be, for messages.</param>
    /// <exception cref="MalformedException">It is none.</exception>
    public static IReadOnlyList<TrustRoot> ParseAll(ReadOnlyMemory<byte> json, string what = "The trust root")
    {
        var lines = new List<Range>();
        foreach (var line in json.Span.Split((byte)'\n'))
            if (!json.Span[line].Trim(" \t\r"u8).IsEmpty)
                lines.Add(line);

        // Each stands by itself: who trusts the logs of one does not trust what another issues without a log.
        return lines.Count > 1 && lines.TrueForAll(line => json.Span[line].Trim(" \t\r"u8) is [(byte)'{', .., (byte)'}'])
            ? [.. lines.Select((line, i) => TrustRootReader.Read(json[line], $"{what}, line {i + 1},"))]
            : [TrustRootReader.Read(json, what)];
    }
}
