using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public CommandLineTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task An_empty_command_line_and_help_list_the_verbs(params string[] arguments)
    {
        var result = await _world.SucceedAsync(arguments);

        Assert.All(["tags", "publish", "check", "--output", "--verbosity"], word => Assert.Contains(word, result.Output, StringComparison.Ordinal));
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("Unknown command 'chek'", "Did you mean 'check'?", "'plimsoll --help'", "chek")]
    [InlineData("Unknown command 'pubilsh'", "Did you mean 'publish'?", "'plimsoll --help'", "pubilsh", "files:out")]
    [InlineData("--expalin", "Did you mean '--explain'?", "'plimsoll tags --help'", "tags", "--expalin")]
    [InlineData("--dryrun", "Did you mean '--dry-run'?", "'plimsoll publish --help'", "publish", "files:out", "--dryrun")]
    [InlineData("--verbostiy", "Did you mean '--verbosity'?", "'plimsoll tags --help'", "tags", "--verbostiy", "debug")]
    [InlineData("Unknown option '--dryrun'", "Did you mean '--dry-run'?", "'plimsoll publish --help'", "publish", "--dryrun")]
    [InlineData("Unknown option '--quite'", "Did you mean '--quiet'?", "'plimsoll check --help'", "check", "--quite")]
    [InlineData("Unknown option '--platfrom'", "Did you mean '--platform'?", "'plimsoll push --help'", "push", "--platfrom", "linux/arm64", "oci:out", "r.example/app:1")]
    [InlineData("'enigne'", "'engine'", "'plimsoll publish --help'", "publish", "files:out", "--via", "enigne")]
    [InlineData("'yaml'", "json", "'plimsoll tags --help'", "tags", "--output", "yaml")]
    public async Task A_mistyped_word_is_refused_with_what_was_meant(string what, string meant, string help, params string[] arguments)
    {
        var error = await _world.FailAsync(ExitCode.Usage, arguments);

        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains(meant, error, StringComparison.Ordinal);
        Assert.Contains(help, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_without_its_value_is_refused() =>
        Assert.Contains("--image", await _world.FailAsync(ExitCode.Usage, "tags", "--image"), StringComparison.Ordinal);

    [Fact]
    public async Task A_directory_that_does_not_exist_is_refused() =>
        Assert.Contains(_folder["nowhere"], await _world.FailAsync(ExitCode.Usage, "tags", "-C", "nowhere"), StringComparison.Ordinal);

    [Theory]
    [InlineData("loud")]
    [InlineData("2")]
    [InlineData("normal,debug")]
    public async Task A_level_that_the_environment_misspells_is_refused(string level)
    {
        _world.Environment["PLIMSOLL_VERBOSITY"] = level;

        Assert.Contains($"'{level}' is not a valid value for PLIMSOLL_VERBOSITY", await _world.FailAsync(ExitCode.Usage, "tags"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verbosity", "debug", null, null, true)]
    [InlineData("--verbosity", "DEBUG", null, null, true)]
    [InlineData("--verbosity", "verbose", "RUNNER_DEBUG", "1", false)]
    [InlineData("--output", "text", "PLIMSOLL_VERBOSITY", "debug", true)]
    [InlineData("--output", "text", "RUNNER_DEBUG", "1", true)]
    [InlineData("--output", "text", "SYSTEM_DEBUG", "True", true)]
    [InlineData("--output", "text", null, null, false)]
    public async Task What_a_run_starts_from_is_printed_at_debug_only(string option, string value, string? variable, string? level, bool expected)
    {
        if (variable is not null)
            _world.Environment[variable] = level!;

        var result = await _world.RunAsync("tags", option, value);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal(expected, result.Error.Contains("configuration: no plimsoll.yml", StringComparison.Ordinal));
        Assert.DoesNotContain("   at Plimsoll.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "normal", true)]
    [InlineData("1", "quiet", true)]
    [InlineData("0", "debug", false)]
    public async Task A_stack_trace_is_printed_where_a_variable_asks_for_it(string value, string level, bool expected)
    {
        _world.Environment["PLIMSOLL_TRACE"] = value;

        var result = await _world.RunAsync("tags", "--verbosity", level);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal(expected, result.Error.Contains("   at Plimsoll.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_word_with_an_at_sign_is_no_response_file()
    {
        _folder.Write("arguments", "--help");

        var result = await _world.RunAsync("tags", "--image", "@arguments");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal("", result.Output);
    }
}
