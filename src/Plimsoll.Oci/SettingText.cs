using System.Text.RegularExpressions;

namespace Plimsoll.Oci;

/// <summary>Texts of the libraries that name settings: <c>the setting 'platform'</c>, or with a value <c>the setting 'via=direct'</c>.</summary>
internal static partial class SettingText
{
    /// <summary>The text with each setting named as a front end calls it.</summary>
    /// <param name="text">A text of a library.</param>
    /// <param name="settingName">Gives the front end's name of a setting: <c>--platform</c> for <c>platform</c>.</param>
    public static string Format(string text, Func<string, string> settingName) =>
        Setting.Replace(text, match => $"{settingName(match.Groups["name"].Value)}{(match.Groups["value"] is { Success: true, Value: var value } ? $" {value}" : "")}");

    [GeneratedRegex("the setting '(?<name>[a-z-]+)(?:=(?<value>[^']+))?'", RegexOptions.CultureInvariant)]
    private static partial Regex Setting { get; }
}
