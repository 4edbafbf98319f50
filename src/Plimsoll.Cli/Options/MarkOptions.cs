using System.CommandLine;
using Plimsoll.Oci;

namespace Plimsoll.Cli.Options;

/// <summary>What is added to an image for one run: labels, annotations and tags, as docker's commands take them.</summary>
internal sealed class MarkOptions
{
    public Option<string[]> Label { get; } = new("--label") { Description = "Label and annotation to add to an image that is built or assembled, besides those of 'labels' in plimsoll.yml; can be repeated", HelpName = "KEY=VALUE" };

    public Option<string[]> Annotation { get; } = new("--annotation") { Description = "Annotation to add to an image that is built or assembled, or to an index that is made; can be repeated", HelpName = "KEY=VALUE" };

    public Option<string[]> Tag { get; } = new("--tag") { Description = "Tag to add to the derived ones, under the same rules; can be repeated", HelpName = "TEXT" };

    public IReadOnlyList<Option> All => [Label, Annotation, Tag];

    /// <summary>The pairs; of a key that is given twice the last one counts.</summary>
    /// <exception cref="PlimsollException">A text has no key or no <c>=</c> (exit code 2).</exception>
    public static IReadOnlyDictionary<string, string> ParsePairs(ParseResult parsed, Option<string[]> option)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(option) ?? [])
            pairs[text.Split('=', 2) is [{ Length: > 0 } key, _] ? key : throw PlimsollException.Usage($"'{text}' ({option.Name}) does not have the form KEY=VALUE.", $"Write for example {option.Name} com.example.team=web.")] = text[(text.IndexOf('=') + 1)..];
        return pairs;
    }
}
