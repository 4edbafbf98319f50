using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Terminal;

/// <summary>The command itself, on a terminal that <c>script</c> makes and in a pipe.</summary>
public sealed class TerminalTests : IDisposable
{
    private const char Escape = '\e';

    private readonly GitRepository _repository = GitRepository.Released();

    public TerminalTests()
    {
        _repository.Write("out/hello", "hello");
        _repository.Write("deploy/app.yaml", "apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: app, image: 'ghcr.io/acme/app:latest' }] }\n");
    }

    public static TheoryData<string> Commands => new(
        "--help",
        "tags",
        "tags --explain",
        "tags --output json",
        "version --explain",
        "plan files:out --image acme/app",
        "publish files:out --image acme/app --environment staging",
        "check deploy",
        "policy explain mutable-tag",
        "receipt list",
        "digest oci:nowhere",
        "tags --no-such-option");

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_pipe_gets_no_escape_sequence(string command) =>
        Assert.DoesNotContain(Escape, await RunAsync($"{NativeCommand.Path} {command} 2>&1 | cat"));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_terminal_without_colours_gets_none_either(string command) =>
        Assert.DoesNotContain(Escape, await RunAsync($"NO_COLOR=1 {OnTerminal(command, 80)}"));

    [Theory]
    [InlineData("tags --output json")]
    [InlineData("version")]
    [InlineData("digest oci:artifacts/images/acme/app:2.1.0")]
    public async Task What_has_no_colour_is_written_to_a_terminal_as_it_is(string command)
    {
        await RunAsync($"{NativeCommand.Path} publish files:out --image acme/app");

        Assert.DoesNotContain(Escape, await RunAsync(OnTerminal(command, 80)));
    }

    [Theory]
    [InlineData("publish files:out --image acme/app", "\e[32mcreated\e[0m")]
    [InlineData("plan files:out --image acme/app", "\e[32mcreate\e[0m")]
    [InlineData("digest oci:nowhere", "\e[31merror:\e[0m")]
    [InlineData("tags --no-such-option", "\e[31merror:\e[0m")]
    [InlineData("--help", "\e[1mUsage:\e[0m")]
    public async Task A_terminal_shows_in_colours_what_is_done_and_what_went_wrong(string command, string expected) =>
        Assert.Contains(expected, await RunAsync(OnTerminal(command, 80)), StringComparison.Ordinal);

    [Theory]
    [InlineData(80, false)]
    [InlineData(160, true)]
    public async Task Digests_are_shortened_where_the_terminal_is_too_narrow_for_them_and_whole_in_a_pipe(int width, bool isWhole)
    {
        var plan = "plan files:out --image acme/app --quiet";
        var pipe = await RunAsync($"{NativeCommand.Path} {plan} | cat");
        var terminal = await RunAsync(OnTerminal(plan, width));

        Assert.Matches("2\\.1\\.0 +sha256:[0-9a-f]{64}", pipe);
        Assert.Matches($"2\\.1\\.0 +sha256:[0-9a-f]{{{(isWhole ? 64 : 12)}}}\n", terminal);
        Assert.All(terminal.Split('\n'), line => Assert.True(Visible(line).Length <= width, line));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Help_and_explanations_fit_the_terminal(int width)
    {
        foreach (var command in new[] { "--help", "publish --help --all", "tags --explain", "policy explain", "policy explain mutable-tag" })
            Assert.All((await RunAsync(OnTerminal(command, width))).Split('\n'), line => Assert.True(Visible(line).Length <= width, line));
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_error() =>
        Assert.Equal("2.1.0\n", await RunAsync($"{NativeCommand.Path} tags 2>&1 | head -1"));

    private static string Visible(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]+m", "");

    /// <summary>The command on a pseudo-terminal of this width; its line ends are those of a pipe.</summary>
    private static string OnTerminal(string command, int width) => $"TERM=xterm-256color script -qec 'stty cols {width}; {NativeCommand.Path} {command}' /dev/null </dev/null | tr -d '\\r'";

    private async Task<string> RunAsync(string script)
    {
        var result = await CliWrap.Cli.Wrap("bash")
            .WithArguments(["-c", script])
            .WithWorkingDirectory(_repository.Path)
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(variables => variables
                .Set("HOME", _repository["home"])
                .Set("GITHUB_ACTIONS", null).Set("GITHUB_OUTPUT", null).Set("TF_BUILD", null).Set("CI", null).Set("FORCE_COLOR", null).Set("NO_COLOR", null))
            .ExecuteBufferedAsync(Encoding.UTF8);
        return result.StandardOutput;
    }
}
