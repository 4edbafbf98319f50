using System.CommandLine;
using System.CommandLine.Help;
using Plimsoll.Cli.Options;

namespace Plimsoll.Cli.Help;

/// <summary>How a command, its arguments and its options are written, for help, reference and manual alike.</summary>
internal static class CommandUsage
{
    /// <summary>The words that call a command, without <c>plimsoll</c>: <c>version next</c>; empty for the command itself.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Take(1).Select(PathOf).Append(command.Name).Where(word => word.Length > 0));

    /// <summary>The whole call: <c>plimsoll tag IMAGE TAG... [options]</c>.</summary>
    public static IEnumerable<string> Usages(Command command)
    {
        var name = $"plimsoll {PathOf(command)}".TrimEnd();
        if (command.Subcommands.Any(child => !child.Hidden))
            yield return $"{name} {(command is RootCommand ? "VERB" : "COMMAND")} [options]";
        if (command.Action is not null)
            yield return string.Join(' ', [name, .. command.Arguments.Where(argument => !argument.Hidden).Select(Name), "[options]"]);
    }

    /// <summary><c>TAG...</c>, <c>[SOURCE]</c>.</summary>
    public static string Name(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    /// <summary><c>-e, --environment NAME</c>; without a short form as much is left blank.</summary>
    public static string Name(Option option)
    {
        var (name, shorter) = Names(option);
        return $"{(shorter is null ? "    " : $"{shorter}, ")}{name}{Value(option)}";
    }

    /// <summary>The long form of an option, and the short one if it has any.</summary>
    public static (string Name, string? Short) Names(Option option)
    {
        // '-?' is only there for those who come from elsewhere.
        var names = option.Aliases.Append(option.Name).Where(name => !name.Contains('?') && !name.StartsWith('/')).ToList();
        return (names.First(name => name.StartsWith("--", StringComparison.Ordinal)), names.Find(name => name.Length == 2));
    }

    /// <summary>What follows an option: <c> NAME</c>, <c> [BASE]</c>, or nothing.</summary>
    public static string Value(Option option) => option switch
    {
        HelpOption or VersionOption => "",
        { HelpName: null } => "",
        { Arity: { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 } } => $" [{option.HelpName}]",
        _ => $" {option.HelpName}",
    };

    /// <summary>What an option does, and what it is without being given.</summary>
    public static string Describe(Option option)
    {
        var text = option is HelpOption ? "Show this help; with --all every option" : option is VersionOption ? "Show the version of Plimsoll" : option.Description;
        return $"{text}{(option.Required ? " (required)" : "")}{(option is Option<string> { HasDefaultValue: true } && option.GetDefaultValue() is string value ? $" [default: {value}]" : "")}";
    }

    /// <summary>The options of a command that no other one shares.</summary>
    public static IReadOnlyList<Option> OwnOptions(Command command) =>
        command is RootCommand ? [] : [.. Visible(command).Where(option => option is not HelpOption && !IsOfRegistry(option))];

    /// <summary>How registries are connected to; empty for commands that speak to none.</summary>
    public static IReadOnlyList<Option> RegistryOptions(Command command) => [.. Visible(command).Where(IsOfRegistry)];

    /// <summary>What every command has, but for what a command has of its own under the same name.</summary>
    public static IReadOnlyList<Option> CommonOptions(Command command)
    {
        var root = command;
        while (root.Parents.OfType<Command>().FirstOrDefault() is { } parent)
            root = parent;
        return [.. Visible(root).Where(option => command == root || (option is not VersionOption && !Visible(command).Any(own => own != option && own is not HelpOption && own.Name == option.Name))).OrderBy(option => option is HelpOption or VersionOption)];
    }

    private static IEnumerable<Option> Visible(Command command) => command.Options.Where(option => !option.Hidden);

    private static bool IsOfRegistry(Option option) => ConnectionOptions.Names.Contains(option.Name);
}
