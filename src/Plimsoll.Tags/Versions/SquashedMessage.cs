using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>What hosts make of the messages of a pull request that they squash into one commit.</summary>
internal static partial class SquashedMessage
{
    /// <summary>
    /// The message without what a host wrote before the pull request's title: <c>Merged PR 12: </c> (Azure Repos), <c>Pull request #12: </c>
    /// (Bitbucket Data Center), or a line <c>Merged in feature/x (pull request #12)</c> (Bitbucket).
    /// </summary>
    public static string WithoutHostPrefix(string message)
    {
        var text = message.ReplaceLineEndings("\n").TrimStart('\n');
        return HostPrefix.Match(text) is { Success: true } prefix ? text[prefix.Length..].TrimStart('\n') : text;
    }

    /// <summary>The messages of the single commits, where the text lists them as <c>* feat: x</c>: those that are conventional.</summary>
    public static IEnumerable<ConventionalCommit> Listed(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n');
        foreach (var line in lines.Skip(1))
            if (ListItem.Match(line) is { Success: true } item && ConventionalCommit.TryParse(line[item.Length..], out var commit))
                yield return commit;
    }

    [GeneratedRegex(@"\A(?:Merged PR [0-9]+: |Pull request #[0-9]+: |Merged in [^\n]* \(pull request #[0-9]+\)\n)", RegexOptions.CultureInvariant)]
    private static partial Regex HostPrefix { get; }

    [GeneratedRegex(@"\A[ \t]*[*-][ \t]+", RegexOptions.CultureInvariant)]
    private static partial Regex ListItem { get; }
}
