using System.Text;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A workflow command of GitHub Actions, which is one line of a log: <c>::error file=a.yaml,line=3::message</c>. Escaped as
/// actions/toolkit does and the runner reads it. What was neither escaped nor written by Plimsoll itself must have gone
/// through <see cref="LogText.Neutralize(string)"/>: a log is read by other hosts and terminals too.
/// </summary>
internal static class GitHubCommand
{
    /// <summary>Formats a command.</summary>
    /// <param name="name">The command, such as <c>error</c>.</param>
    /// <param name="properties">Its properties in order; those without a value are left out.</param>
    /// <param name="message">The message; may have several lines.</param>
    public static string Format(string name, IEnumerable<KeyValuePair<string, string?>> properties, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(message);
        var command = new StringBuilder("::").Append(name);
        var separator = ' ';
        foreach (var (key, value) in properties)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            command.Append(separator).Append(key).Append('=').Append(EscapeProperty(value));
            separator = ',';
        }

        return command.Append("::").Append(EscapeMessage(message)).ToString();
    }

    private static string EscapeMessage(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeMessage(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
