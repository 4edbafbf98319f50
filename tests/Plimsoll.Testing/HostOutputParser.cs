using System.Text.RegularExpressions;

namespace Plimsoll.Testing;

/// <summary>Reads outputs as the CI hosts read them.</summary>
public static partial class HostOutputParser
{
    /// <summary>A file of GitHub's runner: <c>name=value</c>, or a value between two delimiters.</summary>
    /// <exception cref="FormatException">The runner would refuse the file.</exception>
    public static Dictionary<string, string> ParseGitHub(string text)
    {
        var values = new Dictionary<string, string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            var heredoc = lines[i].IndexOf("<<", StringComparison.Ordinal);
            var equals = lines[i].IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
            {
                values[lines[i][..equals]] = lines[i][(equals + 1)..];
                continue;
            }

            if (heredoc <= 0)
                throw new FormatException($"Invalid format '{lines[i]}'");
            var (name, delimiter) = (lines[i][..heredoc], lines[i][(heredoc + 2)..]);
            var end = Array.IndexOf(lines, delimiter, i + 1);
            if (end < 0 || end == lines.Length - 1)
                throw new FormatException($"Invalid value. Matching delimiter not found '{delimiter}'");
            values[name] = string.Join('\n', lines[(i + 1)..end]);
            i = end;
        }

        return values;
    }

    /// <summary>The output variables that the agent of Azure Pipelines finds in a log.</summary>
    public static Dictionary<string, string> ParseAzure(string log) => AzureCommands(log)
        .Where(command => command.Name == "task.setvariable" && command.Properties.GetValueOrDefault("isOutput") == "true")
        .ToDictionary(command => command.Properties["variable"], command => command.Message);

    /// <summary>The logging commands that the agent finds in a log.</summary>
    public static IEnumerable<(string Name, Dictionary<string, string> Properties, string Message)> AzureCommands(string log) => AzureCommand().Matches(log).Select(match => (
        match.Groups["name"].Value,
        match.Groups["properties"].Value.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0].Trim(), pair => UnescapeAzure(pair[1])),
        UnescapeAzure(match.Groups["message"].Value)));

    /// <summary>The workflow commands that GitHub's runner finds in a log.</summary>
    public static IEnumerable<(string Name, Dictionary<string, string> Properties, string Message)> GitHubCommands(string log) => GitHubCommand().Matches(log).Select(match => (
        match.Groups["name"].Value,
        match.Groups["properties"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0].Trim(), pair => UnescapeGitHub(pair[1])),
        UnescapeGitHub(match.Groups["message"].Value)));

    private static string UnescapeAzure(string text) => text
        .Replace("%3B", ";", StringComparison.Ordinal).Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%5D", "]", StringComparison.Ordinal).Replace("%AZP25", "%", StringComparison.Ordinal);

    private static string UnescapeGitHub(string text) => text
        .Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%2C", ",", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);

    [GeneratedRegex(@"##vso\[(?<name>[a-z.]+)(?: (?<properties>[^\]]*))?\](?<message>.*)")]
    private static partial Regex AzureCommand();

    [GeneratedRegex(@"^\s*::(?<name>[a-z-]+)(?: (?<properties>.*?))?::(?<message>.*)$", RegexOptions.Multiline)]
    private static partial Regex GitHubCommand();
}
