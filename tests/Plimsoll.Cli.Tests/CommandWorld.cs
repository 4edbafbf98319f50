using System.Text;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

/// <summary>The command, run in process in a world of the test's own: directory, environment and clock are given, output is captured.</summary>
internal sealed class CommandWorld(string directory)
{
    /// <summary>Nothing of the machine's own environment is seen.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public FakeTimeProvider Clock { get; } = new(Contexts.Now);

    public string Directory => directory;

    public bool IsOutputTerminal { get; set; }

    public bool IsErrorTerminal { get; set; }

    /// <summary>How wide the terminal is, if there is one.</summary>
    public int? TerminalWidth { get; set; }

    public bool IsInputTerminal { get; set; }

    /// <summary>What is typed, or comes from another command.</summary>
    public string Input { get; set; } = "";

    /// <summary>What comes from another command where its bytes matter, in place of <see cref="Input"/>.</summary>
    public byte[]? RawInput { get; set; }

    /// <summary>Where stdout goes; <c>null</c> for the result alone.</summary>
    public TextWriter? Out { get; set; }

    /// <summary>Where stderr goes; <c>null</c> for the result alone.</summary>
    public TextWriter? Error { get; set; }

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader(Input);
        var host = new CommandHost
        {
            Out = Out ?? output,
            OpenRawOutput = () => new RawOutput(output),
            ReadSecret = IsInputTerminal ? () => "" : null,
            Error = Error ?? error,
            OpenInput = () => input,
            OpenRawInput = () => new MemoryStream(RawInput ?? Encoding.UTF8.GetBytes(Input)),
            Environment = name => Environment.GetValueOrDefault(name),
            Clock = Clock,
            Directory = directory,
            IsOutputTerminal = IsOutputTerminal,
            IsErrorTerminal = IsErrorTerminal,
            TerminalWidth = () => TerminalWidth,
        };
        var exitCode = await new PlimsollCommand(host).RunAsync(arguments, CancellationToken.None);
        return new CommandResult((ExitCode)exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must succeed.</summary>
    public async Task<CommandResult> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == ExitCode.Done, $"exit code {result.ExitCode}\n{result.Error}{result.Output}");
        return result;
    }

    /// <summary>Runs what must fail: with this exit code, an error, and no stack trace.</summary>
    public async Task<string> FailAsync(ExitCode expected, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == expected, $"exit code {result.ExitCode} rather than {expected}\n{result.Error}{result.Output}");
        var error = ReadAsHost(result.Error);
        Assert.Contains(error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        return error;
    }

    /// <summary>The log as a CI host shows it: its commands for issues are lines that begin with their kind.</summary>
    private static string ReadAsHost(string log) => string.Join('\n', log.Split('\n').Select(line =>
        HostOutputParser.GitHubCommands(line).Select(command => $"{command.Name}: {command.Message}").FirstOrDefault()
        ?? HostOutputParser.AzureCommands(line).Where(command => command.Name == "task.logissue").Select(command => $"{command.Properties["type"]}: {command.Message}").FirstOrDefault()
        ?? line));
}

internal sealed record CommandResult(ExitCode ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>stdout for bytes, which a test reads as text.</summary>
internal sealed class RawOutput(TextWriter output) : MemoryStream
{
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            output.Write(Encoding.UTF8.GetString(ToArray()));
        base.Dispose(disposing);
    }
}
