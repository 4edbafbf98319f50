using System.Globalization;
using System.Text;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Signing.Services;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>
/// Which services sign, and since when (<c>signing_config.json</c>, version 0.2; sigstore/protobuf-specs), as a Sigstore instance
/// publishes it and <c>cosign signing-config create</c> writes it.
/// </summary>
internal sealed class SigningConfig
{
    private const string MediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
    private const int MostBytes = 1024 * 1024;

    private readonly string _what;
    private readonly IReadOnlyList<ConfiguredService> _authorities;
    private readonly IReadOnlyList<ConfiguredService> _logs;
    private readonly IReadOnlyList<ConfiguredService> _timestampAuthorities;
    private readonly ServiceSelection _logSelection;
    private readonly ServiceSelection _timestampSelection;

    private SigningConfig(string what, JsonElement json)
    {
        _what = what;
        var members = new JsonMembers(what, json);
        if (members.GetText("mediaType") is var type && type != MediaType)
            throw new MalformedException(what, $"its media type is '{type}', and not {MediaType}");

        _authorities = ConfiguredService.ReadAll(what, members, "caUrls");
        _logs = ConfiguredService.ReadAll(what, members, "rekorTlogUrls");
        _timestampAuthorities = ConfiguredService.ReadAll(what, members, "tsaUrls");
        _logSelection = ServiceSelection.Read(what, members, "rekorTlogConfig");
        _timestampSelection = ServiceSelection.Read(what, members, "tsaConfig");
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="PlimsollException">It cannot be read or used (exit code 2).</exception>
    public static SigningConfig Read(string path) => Parse(Encoding.UTF8.GetBytes(SmallTextFile.Read(path, MostBytes)), $"The signing configuration {path}");

    /// <summary>Reads the text of one.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="what">What messages call it.</param>
    /// <exception cref="MalformedException">It is none, or of another version.</exception>
    public static SigningConfig Parse(ReadOnlyMemory<byte> json, string what) => StrictJson.Read(json, what, MostBytes, root => new SigningConfig(what, root));

    /// <summary>Chooses the services of a time.</summary>
    /// <exception cref="PlimsollException">There are too few (exit code 2).</exception>
    public KeylessServices Choose(DateTimeOffset now)
    {
        var authority = new ServiceSelection(ServiceSelector.Any, 1).Choose(_authorities, [1], now) ?? throw TooFew("certificate authority", now);
        var logs = _logSelection.Choose(_logs, [LogService.Rekor2, LogService.Rekor1], now) ?? throw TooFew("transparency log", now);
        var timestamps = _timestampSelection.Choose(_timestampAuthorities, [1], now) ?? throw TooFew("timestamp authority", now);
        return new KeylessServices(
            ServiceAddress.Parse(authority[0].Url, $"a certificate authority in {_what}"),
            [.. logs.Select(log => new LogService(ServiceAddress.Parse(log.Url, $"a transparency log in {_what}"), log.Version))],
            [.. timestamps.Select(service => ServiceAddress.Parse(service.Url, $"a timestamp authority in {_what}"))]);
    }

    private PlimsollException TooFew(string service, DateTimeOffset now) => PlimsollException.Usage(
        $"{_what} does not have as many services of the kind '{service}' as it demands that are in use at {now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} and of a version that is supported.",
        "Get a newer signing configuration of the Sigstore instance.");
}
