using System.CommandLine;
using System.Text;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The help of every command, found by walking the command tree, so that a new one cannot be forgotten.</summary>
public sealed class CommandHelpTests
{
    [Fact]
    public async Task Help_of_every_command()
    {
        using var directory = new TempDirectory();
        var world = new CommandWorld(directory.Path);
        var all = new StringBuilder();
        foreach (var path in Paths(CreateRoot(directory.Path), []))
        {
            var help = await world.SucceedAsync([.. path, "--help"]);
            Assert.Equal("", help.Error);
            Assert.True(help.Output.TrimStart().StartsWith("Description:", StringComparison.Ordinal), $"'{string.Join(' ', path)}' has no description.");
            all.Append("$ plimsoll ").AppendJoin(' ', [.. path, "--help"]).Append('\n').Append(help.Output.ReplaceLineEndings("\n").TrimEnd()).Append("\n\n");
        }

        // The runner's own name stands where the command's would.
        Snapshot.Match(all.ToString().Replace(RootCommand.ExecutableName, "plimsoll", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_and_argument_is_described()
    {
        using var directory = new TempDirectory();
        var undescribed = Commands(CreateRoot(directory.Path))
            .SelectMany(command => command.Options.Cast<Symbol>().Concat(command.Arguments)
                .Where(symbol => !symbol.Hidden && string.IsNullOrWhiteSpace(symbol.Description))
                .Select(symbol => $"{command.Name} {symbol.Name}"));

        Assert.Empty(undescribed);
    }

    private static RootCommand CreateRoot(string directory) => new PlimsollCommand(new CommandHost
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Clock = TimeProvider.System,
        Directory = directory,
        IsOutputTerminal = false,
        IsErrorTerminal = false,
    }).CreateRoot();

    private static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.Where(child => !child.Hidden).SelectMany(child => Paths(child, [.. path, child.Name])).Prepend(path);

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);
}
