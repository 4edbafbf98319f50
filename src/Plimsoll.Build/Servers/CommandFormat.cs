using System.Text;

namespace Plimsoll.Build.Servers;

/// <summary>
/// The commands that build servers read from a log, as text. Whatever is in a message or a value, it stays in it: it cannot end the
/// line, the value or the command.
/// </summary>
internal static class CommandFormat
{
    /// <summary><c>::name key=value,key=value::message</c>; values of <c>null</c> are left out.</summary>
    /// <exception cref="ArgumentException">A name is not one.</exception>
    public static string GitHub(string name, IEnumerable<(string Key, string? Value)> properties, string? message)
    {
        var given = string.Join(',', Given(properties).Select(p => $"{Name(p.Key)}={EscapeGitHub(p.Value).Replace(":", "%3A").Replace(",", "%2C")}"));
        return $"::{Name(name)}{(given.Length > 0 ? " " : "")}{given}::{EscapeGitHub(message ?? "")}";
    }

    /// <summary><c>##vso[area.name key=value;key=value]message</c>; values of <c>null</c> are left out.</summary>
    /// <exception cref="ArgumentException">A name is not one.</exception>
    public static string Azure(string name, IEnumerable<(string Key, string? Value)> properties, string? message)
    {
        var given = string.Join(';', Given(properties).Select(p => $"{Name(p.Key)}={EscapeAzure(p.Value)}"));
        return $"##vso[{Name(name)}{(given.Length > 0 ? " " : "")}{given}]{EscapeAzure(message ?? "")}";
    }

    /// <summary><c>##teamcity[name key='value' key='value']</c>; values of <c>null</c> are left out.</summary>
    /// <exception cref="ArgumentException">A name is not one.</exception>
    public static string TeamCity(string name, IEnumerable<(string Key, string? Value)> properties) =>
        $"##teamcity[{string.Join(' ', Given(properties).Select(p => $"{Name(p.Key)}='{EscapeTeamCity(p.Value)}'").Prepend(Name(name)))}]";

    /// <summary><c>##teamcity[name 'value']</c>.</summary>
    public static string TeamCityValue(string name, string value) => $"##teamcity[{Name(name)} '{EscapeTeamCity(value)}']";

    /// <summary><c>##[group]name</c>, which has no escapes: ends of lines become blanks, and a command in the name is none.</summary>
    public static string AzureGroup(string command, string name) =>
        $"##[{command}]{name.Replace("\r\n", " ").Replace('\r', ' ').Replace('\n', ' ').Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase)}";

    /// <summary>The properties that a build adds to an empty dictionary.</summary>
    public static IEnumerable<(string Key, string? Value)> Configure(Func<IDictionary<string, object>, IDictionary<string, object>>? configure) =>
        configure?.Invoke(new Dictionary<string, object>()).Select(pair => (pair.Key, pair.Value switch
        {
            bool flag => flag ? "true" : "false",
            var value => value?.ToString(),
        })) ?? [];

    private static IEnumerable<(string Key, string Value)> Given(IEnumerable<(string Key, string? Value)> properties) =>
        properties.Where(p => p.Value is not null).Select(p => (p.Key, p.Value!));

    private static string Name(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? name
        : throw new ArgumentException($"'{name}' is not the name of a command or of its property: it has letters, digits, dashes, underscores and dots.", nameof(name));

    private static string EscapeGitHub(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string EscapeAzure(string text) =>
        text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A").Replace("]", "%5D").Replace(";", "%3B");

    private static string EscapeTeamCity(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            escaped.Append(c switch
            {
                '|' => "||",
                '\'' => "|'",
                '[' => "|[",
                ']' => "|]",
                '\n' => "|n",
                '\r' => "|r",
                > '\x7e' => $"|0x{(int)c:X4}",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
