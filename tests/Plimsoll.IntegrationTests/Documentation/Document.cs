using System.Text.RegularExpressions;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>
/// A Markdown file with commands. A <c>console</c> block holds lines that start with <c>$ </c>, each followed by the
/// output it is expected to give, if any is shown; <c>…</c> stands for any characters of a line. A block after the
/// comment <c>&lt;!-- file: NAME --&gt;</c> is the content of that file.
/// </summary>
internal sealed partial record Document(IReadOnlyList<DocumentFile> Files, IReadOnlyList<DocumentedCommand> Commands)
{
    public static Document Parse(string markdown)
    {
        var files = new List<DocumentFile>();
        var commands = new List<DocumentedCommand>();
        foreach (Match block in Block.Matches(markdown))
        {
            var content = block.Groups["content"].Value;
            if (block.Groups["file"].Success)
                files.Add(new DocumentFile(block.Groups["file"].Value, content));
            if (block.Groups["language"].Value == "console")
                commands.AddRange(CommandsOf(content));
        }

        return new Document(files, commands);
    }

    private static IEnumerable<DocumentedCommand> CommandsOf(string content)
    {
        DocumentedCommand? current = null;
        foreach (var line in content.TrimEnd('\n').Split('\n'))
        {
            if (!line.StartsWith("$ ", StringComparison.Ordinal))
            {
                current = current! with { Output = [.. current.Output, line] };
                continue;
            }

            if (current is not null)
                yield return current;
            current = new DocumentedCommand(line[2..], []);
        }

        if (current is not null)
            yield return current;
    }

    [GeneratedRegex(@"(?:<!-- file: (?<file>\S+) -->\n)?^```(?<language>[a-z]*)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }
}

/// <summary>A file that a document shows.</summary>
internal sealed record DocumentFile(string Name, string Content);

/// <summary>A command that a document shows, with the lines it is expected to print; none where none are shown.</summary>
internal sealed record DocumentedCommand(string Line, IReadOnlyList<string> Output)
{
    /// <summary>Whether some output is what the document shows.</summary>
    public bool Matches(string actual) => Output.Count == 0
        || Regex.IsMatch(actual.TrimEnd('\n'), "^" + string.Join('\n', Output.Select(line => Regex.Escape(line).Replace("…", "[^\n]*"))) + @"\z");
}
