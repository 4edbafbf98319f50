using Plimsoll.Oci;
using Plimsoll.Signing.Keyless.Signing.Services;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>The services that sign without a key of one's own.</summary>
/// <param name="Authority">The certificate authority (Fulcio).</param>
/// <param name="Logs">The transparency logs (Rekor); each gets every signature.</param>
/// <param name="TimestampAuthorities">The timestamp authorities (RFC 3161); each timestamps every signature.</param>
internal sealed record KeylessServices(Uri Authority, IReadOnlyList<LogService> Logs, IReadOnlyList<Uri> TimestampAuthorities)
{
    /// <summary>What stands for no service in a setting.</summary>
    public const string None = "none";

    /// <summary>The public services of Sigstore. Everybody can read what their log says, for ever.</summary>
    public static KeylessServices Public { get; } = new(
        new Uri("https://fulcio.sigstore.dev"),
        [new LogService(new Uri("https://rekor.sigstore.dev"), LogService.Rekor1)],
        [new Uri("https://timestamp.sigstore.dev/api/v1/timestamp")]);

    /// <summary>Chooses them by what the user says.</summary>
    /// <param name="settings">What the user says.</param>
    /// <param name="directory">The folder that paths start from.</param>
    /// <param name="now">The time, which signing configurations depend on.</param>
    /// <exception cref="PlimsollException">An address or file cannot be used, or nothing would tell the time of a signature (exit code 2).</exception>
    public static KeylessServices Choose(KeylessSettings settings, string directory, DateTimeOffset now)
    {
        var configured = settings.SigningConfig is { } file ? SigningConfig.Read(Path.Combine(directory, file)).Choose(now) : Public;
        var authority = settings.Authority is { } fulcio ? ServiceAddress.Parse(fulcio, "the certificate authority") : configured.Authority;

        // Who has an authority of their own must not tell the public log what they sign because they did not mention it.
        var isOther = settings.SigningConfig is null && authority != Public.Authority;
        return new KeylessServices(
            authority,
            ChooseLogs(settings, isOther ? [] : configured.Logs),
            settings.TimestampAuthority switch
            {
                null => isOther ? [] : configured.TimestampAuthorities,
                None => [],
                var tsa => [ServiceAddress.Parse(tsa, "the timestamp authority")],
            }).Checked();
    }

    private static IReadOnlyList<LogService> ChooseLogs(KeylessSettings settings, IReadOnlyList<LogService> otherwise) => settings.Log switch
    {
        null when settings.LogVersion is null => otherwise,
        null => throw PlimsollException.Usage("The version of a transparency log is given, and no log.", "Give its address too (the key 'rekor'), or leave the version out (the key 'rekorVersion')."),
        None => [],
        var rekor => [new LogService(ServiceAddress.Parse(rekor, "the transparency log"), settings.LogVersion ?? LogService.Rekor1)],
    };

    private KeylessServices Checked()
    {
        if (Logs.FirstOrDefault(log => log.Version is not (LogService.Rekor1 or LogService.Rekor2)) is { } unknown)
            throw PlimsollException.Usage($"Version {unknown.Version} of Rekor's API is not supported.", "Give 1 or 2 (the key 'rekorVersion').");

        // A certificate lives for minutes: without a time nobody could tell later whether it was valid.
        return TimestampAuthorities.Count > 0 || Logs.Any(log => log.Version == LogService.Rekor1)
            ? this
            : throw PlimsollException.Usage(
                Logs.Count > 0 ? "Rekor 2 does not tell when a signature was made." : "Nothing would tell when a signature was made: there is neither a transparency log nor a timestamp authority.",
                "Give a timestamp authority (the key 'timestamp'), or a log of Rekor 1 (the key 'rekor').");
    }
}
