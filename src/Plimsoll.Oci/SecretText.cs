using System.Text.RegularExpressions;

namespace Plimsoll.Oci;

/// <summary>Leaves user and password out of addresses in texts that people and logs get to see, wherever the address came from.</summary>
internal static partial class SecretText
{
    /// <summary>The text with <c>…</c> in place of user and password, as in <c>https://…@registry.example</c>.</summary>
    public static string Hide(string text) =>
        text.Contains('@') ? UserOfUrl.Replace(text, "://…@") : text;

    /// <summary>The same for what was typed as the name of an image or a registry, where <c>user:password@host</c> may have no scheme.</summary>
    public static string HideTyped(string text) => Hide(UserBeforeHost.Replace(text, "…@"));

    /// <summary>What another program says, without what it calls a secret itself, in <c>"Secret":"…"</c>, <c>token=…</c> or <c>Authorization: Bearer …</c>.</summary>
    public static string HideNamed(string text) => Hide(NamedSecret.Replace(text, "${name}…"));

    // An image's digest follows an @, too.
    [GeneratedRegex("""://(?:[^/\s'"<>@]*@)+(?!sha\d+:)""")]
    private static partial Regex UserOfUrl { get; }

    [GeneratedRegex("""^[^/\s@]*:[^/\s]*@(?!sha\d+:)""")]
    private static partial Regex UserBeforeHost { get; }

    [GeneratedRegex("""(?<name>(secret|passw(or)?d|passphrase|token|authorization|api[-_]?key)\w*["']?\s*[:=]\s*((basic|bearer)\s+)?["']?|\b(basic|bearer)\s+(?=[\w+/=.~-]{12}))(?!…)("([^"\\]|\\.)*"|(?<=")([^"\\]|\\.)*|[^\s"',}]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret { get; }
}
