using System.CommandLine;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Help;

/// <summary>The help of a command, as wide as it is told to be. What all commands share is only named, unless everything is asked for.</summary>
/// <param name="groups">The verbs by group, for the help of the command itself.</param>
/// <param name="painter">Colours.</param>
/// <param name="width">The most characters of a line.</param>
internal sealed class HelpPage(IReadOnlyList<VerbGroup> groups, Painter painter, int width)
{
    /// <summary>The widest name that its description stands beside.</summary>
    private const int NameWidth = 26;

    /// <param name="command">The command.</param>
    /// <param name="all">Whether shared options are described too.</param>
    public IEnumerable<string> Lines(Command command, bool all)
    {
        foreach (var line in TextWrapper.Wrap(command.Description ?? "", width))
            yield return line;

        foreach (var line in Section("Usage", CommandUsage.Usages(command).Select(usage => $"  {usage}")))
            yield return line;
        var commands = Manual.Children(command, groups).Select(group => (group.Title, Entries: group.Commands.Select(child => (child.Name, Description: child.Description ?? "")))).ToList();
        var column = commands.SelectMany(group => group.Entries).Select(entry => entry.Name.Length).DefaultIfEmpty().Max() + 4;
        foreach (var line in commands.SelectMany(group => Section(group.Title, Entries(group.Entries, column))))
            yield return line;
        foreach (var line in Section("Examples", Examples.For(CommandUsage.PathOf(command)).SelectMany(FormatExample)))
            yield return line;
        foreach (var line in Section("Arguments", Entries(command.Arguments.Where(argument => !argument.Hidden).Select(argument => (CommandUsage.Name(argument), argument.Description ?? "")))))
            yield return line;
        foreach (var line in Section("Options", Options(CommandUsage.OwnOptions(command))))
            yield return line;

        var registry = CommandUsage.RegistryOptions(command);
        var common = CommandUsage.CommonOptions(command);
        foreach (var line in all || command is RootCommand
            ? Section("Registry options", Options(registry)).Concat(Section(command is RootCommand ? "Options" : "Common options", Options(common)))
            : Fold(command, registry, common))
            yield return line;

        if (command is RootCommand)
        {
            yield return "";
            yield return "'plimsoll VERB --help' describes a verb, with examples.";
        }
    }

    private IEnumerable<string> Fold(Command command, IReadOnlyList<Option> registry, IReadOnlyList<Option> common)
    {
        yield return "";
        foreach (var (title, options) in new[] { ("Registry options", registry), ("Common options", common) })
            if (options.Count > 0)
            {
                var lines = TextWrapper.Wrap($"{title}: {string.Join(", ", options.Select(option => CommandUsage.Names(option).Name))}", width - 2).ToList();
                yield return painter.Paint(lines[0][..(title.Length + 1)], Ink.Bold) + lines[0][(title.Length + 1)..];
                foreach (var line in lines.Skip(1))
                    yield return $"  {line}";
            }

        yield return $"'plimsoll {CommandUsage.PathOf(command)} --help --all' describes them.";
    }

    private IEnumerable<string> Options(IEnumerable<Option> options) =>
        Entries(options.Select(option => (CommandUsage.Name(option), CommandUsage.Describe(option))));

    private IEnumerable<string> FormatExample(Example example) => [painter.Paint($"  # {example.Text}", Ink.Dim), $"  {example.Line}"];

    /// <summary>Names beside their descriptions; a description of a long name begins on the next line.</summary>
    /// <param name="entries">Name and description.</param>
    /// <param name="beside">Where descriptions begin, or <c>null</c> for behind the longest name.</param>
    private IEnumerable<string> Entries(IEnumerable<(string Name, string Description)> entries, int? beside = null)
    {
        var all = entries.ToList();
        var column = beside ?? all.Where(entry => entry.Name.Length <= NameWidth).Select(entry => entry.Name.Length).DefaultIfEmpty(8).Max() + 4;
        foreach (var (name, description) in all)
        {
            var lines = TextWrapper.Wrap(description, Math.Max(24, width - column));
            var first = $"  {name}".PadRight(column);
            if (name.Length + 4 > column)
                yield return first;
            foreach (var line in lines)
            {
                yield return (name.Length + 4 > column || first.Length == 0 ? new string(' ', column) : first) + line;
                first = "";
            }
        }
    }

    private IEnumerable<string> Section(string title, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst)
            {
                yield return "";
                yield return painter.Paint($"{title}:", Ink.Bold);
            }

            isFirst = false;
            yield return line;
        }
    }
}
