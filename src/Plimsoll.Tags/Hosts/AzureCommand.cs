using System.Text;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A logging command of Azure Pipelines, which is one line of a log: <c>##vso[task.logissue type=error;code=x;]message</c>.
/// Escaped as the agent reads it. What was not written by Plimsoll itself must have gone through
/// <see cref="LogText.Neutralize(string)"/>: a log is read by other hosts and terminals too.
/// </summary>
internal static class AzureCommand
{
    /// <summary>Formats a command.</summary>
    /// <param name="name">Area and event, such as <c>task.logissue</c>.</param>
    /// <param name="properties">Its properties in order; those without a value are left out.</param>
    /// <param name="message">The message; may have several lines.</param>
    public static string Format(string name, IEnumerable<KeyValuePair<string, string?>> properties, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(message);
        var command = new StringBuilder("##vso[").Append(name);
        var separator = ' ';
        foreach (var (key, value) in properties)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            command.Append(separator).Append(key).Append('=').Append(Escape(value));
            separator = ';';
        }

        return command.Append(']').Append(Escape(message)).ToString();
    }

    /// <summary>The percent sign first here and last in the agent: <c>%25</c> would not survive agents that do not decode it.</summary>
    private static string Escape(string text) =>
        text.Replace("%", "%AZP25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal)
            .Replace("]", "%5D", StringComparison.Ordinal)
            .Replace(";", "%3B", StringComparison.Ordinal);
}
