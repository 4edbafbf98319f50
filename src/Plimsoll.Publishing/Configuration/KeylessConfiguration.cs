using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Which services sign without a key (<c>sign: { keyless: … }</c>). Nothing means the public ones of Sigstore.</summary>
public sealed record KeylessConfiguration
{
    /// <summary>The URL of the certificate authority (<c>fulcio:</c>), or <c>null</c>. One of one's own has no log and no timestamp authority unless they are given, too.</summary>
    public string? Fulcio { get; init; }

    /// <summary>The URL of the transparency log (<c>rekor:</c>), <c>none</c>, or <c>null</c>.</summary>
    public string? Rekor { get; init; }

    /// <summary>The version of the log's API (<c>rekorVersion:</c>), 1 or 2; or <c>null</c>.</summary>
    public int? RekorVersion { get; init; }

    /// <summary>The URL of the timestamp authority with its path (<c>timestamp:</c>), <c>none</c>, or <c>null</c>.</summary>
    public string? Timestamp { get; init; }

    /// <summary>A signing configuration of a Sigstore instance (<c>signingConfig:</c>), as an absolute path; or <c>null</c>.</summary>
    public string? SigningConfig { get; init; }

    /// <summary>The trust root (<c>trustRoot:</c>) that each signature is verified by before it is attached, as an absolute path; or <c>null</c>.</summary>
    public string? TrustRoot { get; init; }

    /// <summary>Where the identity token is (<c>identityToken:</c>): a file, absolute, <c>env:NAME</c> or <c>command:…</c>; <c>null</c> takes that of the CI host.</summary>
    public string? IdentityToken { get; init; }

    internal static KeylessConfiguration? Read(YamlSection parent, string file)
    {
        switch (parent.Item("keyless"))
        {
            case null or { Scalar: "" or "false" }:
                return null;
            case { Scalar: "true" }:
                return new KeylessConfiguration();
            case { Scalar: { } other } item:
                parent.Report(item.Error($"'{item.Path}' must be true, false, or a mapping with the services that sign, not '{other}'", "Write sign: { keyless: true }."));
                return null;
            case var item:
                var section = item.Section;
                var read = new KeylessConfiguration
                {
                    Fulcio = section.Text("fulcio"),
                    Rekor = section.Text("rekor"),
                    RekorVersion = section.Choice("rekorVersion") switch { "1" => 1, "2" => 2, _ => null },
                    Timestamp = section.Text("timestamp"),
                    SigningConfig = Resolve(section.Text("signingConfig"), file),
                    TrustRoot = Resolve(section.Text("trustRoot"), file),
                    IdentityToken = SignKeySetting.Resolve(section.Text("identityToken"), file),
                };
                section.RefuseOthers();
                return read;
        }
    }

    private static string? Resolve(string? path, string configuration) => path is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration))!, path);
}
