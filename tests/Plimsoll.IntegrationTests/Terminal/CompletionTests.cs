using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Terminal;

/// <summary>The completion scripts, sourced by the shells of this machine: keys are typed on a terminal, and what is then called is looked at.</summary>
public sealed partial class CompletionTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly TempDirectory _folder = new();

    public CompletionTests()
    {
        _repository.Tag("v2.0.9");
        _repository.Write("plimsoll.yml", "image: acme/app\nenvironments: { staging: {}, production: { requires: [staging] } }\n");
        _repository.Write("out/hello", "hello");

        // Only scripts get through to the command; what is completed is shown rather than run.
        Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllText(_folder["bin/plimsoll"], $"#!/bin/sh\ncase $1 in complete|completions) exec '{NativeCommand.Path}' \"$@\";; esac\necho \"CALLED[$*]\"\n");
        File.SetUnixFileMode(_folder["bin/plimsoll"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>bash is on every machine that the tests run on.</summary>
    public static TheoryData<string> Shells => new(Installed);

    private static IEnumerable<string> Installed => new[] { "bash", "zsh", "fish" }.Where(shell => shell == "bash" || File.Exists($"/usr/bin/{shell}"));

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Verbs_options_values_environments_git_tags_and_images_are_completed(string shell)
    {
        await RunAsync($"'{NativeCommand.Path}' publish files:out --image acme/app", "");

        var called = await TypeAsync(
            shell,
            "plimsoll publi\tfiles:ou\t",
            "plimsoll publish --dry\t",
            "plimsoll receipt sh\tx",
            "plimsoll tags --host azu\t",
            "plimsoll tags --environment=sta\t",
            "plimsoll promote 2.0.\t--to prod\t",
            "plimsoll tags --tags semver,lat\t",
            "plimsoll digest oci:artifacts/images/acme/app:2.1.\t",
            "plimsoll check plim\t");

        Assert.Equal(
            [
                "publish files:out/",
                "publish --dry-run",
                "receipt show x",
                "tags --host azure",
                "tags --environment=staging",
                "promote 2.0.9 --to production",
                "tags --tags semver,latest",
                "digest oci:artifacts/images/acme/app:2.1.0",
                "check plimsoll.yml",
            ],
            called);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_shell_accepts_its_script(string shell) =>
        Assert.Equal("", await RunAsync($"'{NativeCommand.Path}' completions {shell} > script; {shell} -n script 2>&1", ""));

    private async Task<IReadOnlyList<string>> TypeAsync(string shell, params string[] lines)
    {
        var (start, source) = shell switch
        {
            "zsh" => ("zsh -f -i", "autoload -U compinit; compinit -u; source <(plimsoll completions zsh)"),
            "fish" => ("fish --interactive --no-config", "plimsoll completions fish | source"),
            _ => ("bash --norc -i", "source <(plimsoll completions bash)"),
        };
        var screen = await RunAsync($"exec script -qec '{start}' /dev/null", $"{source}\n{string.Join('\n', lines)}\nexit\n");
        return [.. Called.Matches(screen).Select(match => match.Groups[1].Value)];
    }

    private async Task<string> RunAsync(string script, string keys)
    {
        var result = await CliWrap.Cli.Wrap("bash")
            .WithArguments(["-c", script])
            .WithWorkingDirectory(_repository.Path)
            .WithStandardInputPipe(PipeSource.FromString(keys))
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(variables => variables
                .Set("HOME", _folder.Path)
                .Set("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
                .Set("TERM", "xterm")
                .Set("XDG_CONFIG_HOME", _folder["config"]).Set("XDG_DATA_HOME", _folder["data"])
                .Set("GITHUB_ACTIONS", null).Set("GITHUB_OUTPUT", null).Set("TF_BUILD", null).Set("CI", null))
            .ExecuteBufferedAsync(Encoding.UTF8);
        return result.StandardOutput;
    }

    [GeneratedRegex(@"(?<!echo "")CALLED\[([^\]]*)\]")]
    private static partial Regex Called { get; }
}
