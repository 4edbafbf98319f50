using System.CommandLine;

namespace Plimsoll.Cli.Help;

/// <summary>The manual as files: a page for each command that is not hidden, made of the commands themselves.</summary>
internal static class Manual
{
    /// <summary>Every page with the name of its file.</summary>
    /// <param name="root">The command with all its verbs.</param>
    /// <param name="groups">The verbs by group.</param>
    /// <param name="isMarkdown">Markdown for a documentation site, else roff for <c>man</c>.</param>
    public static IEnumerable<(string File, string Text)> Pages(RootCommand root, IReadOnlyList<VerbGroup> groups, bool isMarkdown) => Commands(root).Select(command => isMarkdown
        ? (command is RootCommand ? "README.md" : $"{PageName(command)}.md", MarkdownPage.Format(command, groups))
        : ($"{PageName(command)}.1", RoffPage.Format(command, groups)));

    /// <summary><c>plimsoll-version-next</c>.</summary>
    public static string PageName(Command command) => $"plimsoll {CommandUsage.PathOf(command)}".TrimEnd().Replace(' ', '-');

    /// <summary>The verbs of the command by group, or the commands of a verb.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<Command> Commands)> Children(Command command, IReadOnlyList<VerbGroup> groups)
    {
        var visible = command.Subcommands.Where(child => !child.Hidden).ToList();
        return command is RootCommand
            ? groups.Select(group => (group.Title, (IReadOnlyList<Command>)visible.FindAll(child => group.Verbs.Any(verb => verb.Name == child.Name))))
            : visible.Count > 0 ? [("Commands", visible)] : [];
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.Where(child => !child.Hidden).SelectMany(Commands).Prepend(command);
}
