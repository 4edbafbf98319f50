using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The section <c>sign.keyless</c>.</summary>
internal static class KeylessSection
{
    /// <summary>Reads it.</summary>
    public static KeylessConfiguration? Read(YamlSection parent, string file)
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
                if (section.Item("identityToken") is { Scalar: { } token } there && token.StartsWith("eyJ", StringComparison.Ordinal))
                    section.Report(there.Error($"'{there.Path}' is an identity token itself, which must not be in a file of the repository", "Write where it is: a file, 'env:NAME' or 'command:PROGRAM ARGUMENTS'."));
                section.RefuseOthers();
                return read;
        }
    }

    private static string? Resolve(string? path, string configuration) => path is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration))!, path);
}
