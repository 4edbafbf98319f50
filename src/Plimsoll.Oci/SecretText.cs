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

    // An image's digest follows an @, too.
    [GeneratedRegex("""://(?:[^/\s'"<>@]*@)+(?!sha\d+:)""")]
    private static partial Regex UserOfUrl { get; }

    [GeneratedRegex("""^[^/\s@]*:[^/\s]*@(?!sha\d+:)""")]
    private static partial Regex UserBeforeHost { get; }
}
