using System.CommandLine;
using System.Text;

namespace Plimsoll.Cli.Help;

/// <summary>A page of the reference in Markdown.</summary>
internal static class MarkdownPage
{
    public static string Format(Command command, IReadOnlyList<VerbGroup> groups)
    {
        var page = new StringBuilder($"# plimsoll {CommandUsage.PathOf(command)}".TrimEnd()).Append($"\n\n{Escape(command.Description)}.\n\n```text\n");
        foreach (var usage in CommandUsage.Usages(command))
            page.Append(usage).Append('\n');
        page.Append("```\n");

        foreach (var (title, commands) in Manual.Children(command, groups))
        {
            page.Append($"\n## {title}\n\n| command | |\n| --- | --- |\n");
            foreach (var child in commands)
                page.Append($"| [`plimsoll {CommandUsage.PathOf(child)}`]({Manual.PageName(child)}.md) | {Escape(child.Description)} |\n");
        }

        if (Examples.For(CommandUsage.PathOf(command)) is { Count: > 0 } examples)
            page.Append("\n## Examples\n\n```sh\n").AppendJoin("\n", examples.Select(example => $"# {example.Text}\n{example.Line}\n")).Append("```\n");

        Append(page, "Arguments", command.Arguments.Where(argument => !argument.Hidden).Select(argument => (CommandUsage.Name(argument), argument.Description ?? "")));
        Append(page, "Options", Describe(CommandUsage.OwnOptions(command)));
        Append(page, "Registry options", Describe(CommandUsage.RegistryOptions(command)));
        if (command is RootCommand)
        {
            Append(page, "Options of every command", Describe(CommandUsage.CommonOptions(command)));
            Append(page, "Exit codes", ExitStatus.All.Select(status => ($"{(int)status.Code}", status.Text)));
            page.Append("\nThis page is generated from the command: `plimsoll man docs/reference --markdown`.\n");
        }
        else
        {
            page.Append("\n[Options of every command, and exit codes](README.md)\n");
        }

        return page.ToString();
    }

    private static IEnumerable<(string, string)> Describe(IEnumerable<Option> options) => options.Select(option => (CommandUsage.Name(option).Trim(), CommandUsage.Describe(option)));

    private static void Append(StringBuilder page, string title, IEnumerable<(string Name, string Text)> entries)
    {
        var rows = entries.Select(entry => $"| `{entry.Name.Replace("|", "\\|", StringComparison.Ordinal)}` | {Escape(entry.Text)} |\n").ToList();
        if (rows.Count > 0)
            page.Append($"\n## {title}\n\n| | |\n| --- | --- |\n").AppendJoin("", rows);
    }

    private static string Escape(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
