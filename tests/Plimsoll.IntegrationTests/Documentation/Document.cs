using System.Text.RegularExpressions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>
/// A Markdown file with commands. A <c>console</c> block holds lines that start with <c>$ </c>, each followed by the
/// output it is expected to give, if any is shown; <c>…</c> stands for any characters of a line. A block after the
/// comment <c>&lt;!-- file: NAME --&gt;</c> is the content of that file.
/// </summary>
internal sealed partial record Document(IReadOnlyList<DocumentBlock> Blocks)
{
    /// <summary>The README and every page of docs/, relative to the root of the repository.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Path.Combine(NativeCommand.RepositoryRoot, "docs"), "*.md")
        .Select(path => Path.GetRelativePath(NativeCommand.RepositoryRoot, path))
        .Order(StringComparer.Ordinal)
        .Prepend("README.md");

    public IEnumerable<DocumentBlock> Files => Blocks.Where(block => block.File is not null);

    public IReadOnlyList<DocumentedCommand> Commands { get; } =
        [.. Blocks.Where(block => block.Language == "console").SelectMany(block => CommandsOf(block.Content))];

    /// <summary>What is shown in a language and is not the content of a file: <c>sh</c> for this repository's own commands, <c>yaml</c> for pipelines.</summary>
    public IEnumerable<string> Shown(string language) => Blocks.Where(block => block.Language == language && block.File is null).Select(block => block.Content);

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static Document Read(string name) => Parse(File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, name)));

    public static Document Parse(string markdown) =>
        new([.. Block.Matches(markdown).Select(block => new DocumentBlock(
            block.Groups["language"].Value,
            block.Groups["file"] is { Success: true } file ? file.Value : null,
            block.Groups["content"].Value))]);

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

/// <summary>A fenced block, with the name of the file that it is the content of, if it is one's.</summary>
internal sealed record DocumentBlock(string Language, string? File, string Content);

/// <summary>A command that a document shows, with the lines it is expected to print; none where none are shown.</summary>
internal sealed record DocumentedCommand(string Line, IReadOnlyList<string> Output)
{
    /// <summary>Whether some output is what the document shows.</summary>
    public bool Matches(string actual) => Output.Count == 0
        || Regex.IsMatch(actual.TrimEnd('\n'), "^" + string.Join('\n', Output.Select(line => Regex.Escape(line).Replace("…", "[^\n]*"))) + @"\z");
}
