using System.CommandLine;
using System.Text;
using Plimsoll.Cli.Help;
using Plimsoll.Cli.Options;
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

        Snapshot.Match(await HelpAsync(world, directory.Path));
    }

    [Fact]
    public async Task Help_with_every_option_on_a_narrow_terminal()
    {
        using var directory = new TempDirectory();
        var world = new CommandWorld(directory.Path) { IsOutputTerminal = true, TerminalWidth = 80, Environment = { ["NO_COLOR"] = "1" } };

        var help = await HelpAsync(world, directory.Path, "--all");

        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 80 || line.StartsWith("  plimsoll ", StringComparison.Ordinal) || line.StartsWith("  printenv ", StringComparison.Ordinal), line));
        Snapshot.Match(help);
    }

    [Fact]
    public async Task Headings_are_bold_on_a_terminal_with_colours()
    {
        using var directory = new TempDirectory();
        var world = new CommandWorld(directory.Path) { IsOutputTerminal = true, TerminalWidth = 120 };

        Snapshot.Match((await world.SucceedAsync("tags", "--help")).Output);
    }

    [Theory]
    [InlineData]
    [InlineData("tags")]
    [InlineData("version", "next")]
    public async Task The_verb_help_prints_the_same(params string[] path)
    {
        using var directory = new TempDirectory();
        var world = new CommandWorld(directory.Path);

        Assert.Equal((await world.SucceedAsync([.. path, "--help"])).Output, (await world.SucceedAsync(["help", .. path])).Output);
    }

    [Fact]
    public async Task Only_the_verbs_that_a_command_line_names_are_built()
    {
        using var directory = new TempDirectory();
        var command = Create(directory.Path);

        Assert.Equal(["publish", "plan"], command.CreateRoot("publish", "plan", "--image", "app").Subcommands.Select(verb => verb.Name).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(VerbTable.Groups.SelectMany(group => group.Verbs).Select(verb => verb.Name), command.CreateRoot().Subcommands.Select(verb => verb.Name));
        Assert.Contains("no OCI layout", (await new CommandWorld(directory.Path).RunAsync("digest", "oci:tags")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_that_can_be_run_has_two_or_three_examples()
    {
        using var directory = new TempDirectory();

        Assert.All(
            Commands(Create(directory.Path).CreateRoot()).Where(command => !command.Hidden && (command.Action is not null || command is RootCommand)),
            command =>
            {
                var path = CommandUsage.PathOf(command);
                var examples = Examples.For(path);
                Assert.InRange(examples.Count, 2, 3);
                Assert.All(examples, example => Assert.Contains($"plimsoll {path}".TrimEnd(), example.Line, StringComparison.Ordinal));
            });
    }

    [Fact]
    public void The_options_that_help_folds_exist()
    {
        using var directory = new TempDirectory();
        var names = Commands(Create(directory.Path).CreateRoot()).SelectMany(command => command.Options).Select(option => option.Name).ToHashSet();

        Assert.All(ConnectionOptions.Names, name => Assert.Contains(name, names));
    }

    private static async Task<string> HelpAsync(CommandWorld world, string directory, params string[] more)
    {
        var all = new StringBuilder();
        foreach (var path in Paths(Create(directory).CreateRoot(), []))
        {
            var help = await world.SucceedAsync([.. path, "--help", .. more]);
            Assert.Equal("", help.Error);
            all.Append("$ plimsoll ").AppendJoin(' ', [.. path, "--help", .. more]).Append('\n').Append(help.Output.TrimEnd()).Append("\n\n");
        }

        return all.ToString();
    }

    [Fact]
    public void Every_option_and_argument_is_described()
    {
        using var directory = new TempDirectory();
        var undescribed = Commands(Create(directory.Path).CreateRoot())
            .SelectMany(command => command.Options.Cast<Symbol>().Concat(command.Arguments)
                .Where(symbol => !symbol.Hidden && string.IsNullOrWhiteSpace(symbol.Description))
                .Select(symbol => $"{command.Name} {symbol.Name}"));

        Assert.Empty(undescribed);
    }

    private static PlimsollCommand Create(string directory) => new(new CommandHost
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Clock = TimeProvider.System,
        Directory = directory,
        IsOutputTerminal = false,
        IsErrorTerminal = false,
    });

    private static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.Where(child => !child.Hidden).SelectMany(child => Paths(child, [.. path, child.Name])).Prepend(path);

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);
}
