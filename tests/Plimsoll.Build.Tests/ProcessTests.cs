using System.Diagnostics;
using Plimsoll.Build.Servers;
using Plimsoll.Build.Output;
using Plimsoll.Build.Tools;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests;

public sealed class ProcessTests : IDisposable
{
    private readonly TempDirectory _root = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Arguments_arrive_one_by_one_and_no_shell_reads_them()
    {
        var result = await RunAsync("printf", ["[%s]\n", "a b", "$HOME", "`id`", "x;y", "", "'q'"], new() { CaptureOutput = true });

        Assert.Equal(["[a b]", "[$HOME]", "[`id`]", "[x;y]", "[]", "['q']"], result.Output);
    }

    [Fact]
    public async Task It_runs_in_the_root_or_where_told_with_variables_added_and_removed()
    {
        _root.Write("sub/file", "");
        string[] script = ["-c", "pwd; echo \"$ADDED ${HOME-unset}\""];
        var options = new ProcessOptions
        {
            CaptureOutput = true,
            Environment = new Dictionary<string, string?> { ["ADDED"] = "yes", ["HOME"] = null },
        };

        Assert.Equal([_root.Path, "yes unset"], (await RunAsync("sh", script, options)).Output);
        var below = options with { WorkingDirectory = AbsolutePath.Create(_root["sub"]) };
        Assert.Equal(_root["sub"], (await RunAsync("sh", script, below)).Output[0]);
    }

    [Theory]
    [InlineData(5, false, ExitCode.Failed)]
    [InlineData(5, true, ExitCode.TagConflict)]
    [InlineData(42, true, ExitCode.Failed)]
    public async Task A_failure_names_the_command_and_its_status(int status, bool pass, ExitCode exitCode)
    {
        var exception = await Assert.ThrowsAsync<ProcessFailedException>(() =>
            RunAsync("sh", ["-c", $"exit {status}"], new() { PassExitCode = pass }));

        Assert.Equal($"sh -c 'exit {status}' exited with code {status}.", exception.Message);
        Assert.Equal(status, exception.ProcessExitCode);
        Assert.Equal((int)exitCode, exception.ExitCode);
        Assert.Equal(status, (await RunAsync("sh", ["-c", $"exit {status}"], new() { AllowAnyExitCode = true })).ExitCode);
    }

    [Fact]
    public async Task Both_streams_are_shown_and_only_standard_output_is_captured()
    {
        var result = await RunAsync("sh", ["-c", "echo out; echo err >&2"], new() { CaptureOutput = true });

        Assert.Equal(["out"], result.Output);
        Assert.Contains("out\n", _output.ToString());
        Assert.Contains("err\n", _output.ToString());
    }

    [Fact]
    public async Task At_quiet_the_output_is_shown_only_of_a_command_that_fails()
    {
        await RunAsync("echo", ["fine"], new(), verbosity: Verbosity.Quiet);
        Assert.Equal("", _output.ToString());

        await Assert.ThrowsAsync<ProcessFailedException>(() => RunAsync("sh", ["-c", "echo why; exit 1"], new(), verbosity: Verbosity.Quiet));
        Assert.Equal("why\n", _output.ToString());
    }

    [Fact]
    public async Task Cancellation_kills_the_children_of_the_process_as_well()
    {
        using var cancellation = new CancellationTokenSource();
        var grandchild = _root["pid"];
        using var watcher = new FileSystemWatcher(_root.Path) { EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            "sh", ["-c", $"sleep 1000 & echo $! > {grandchild}.new; mv {grandchild}.new {grandchild}; wait"], new(), cancellationToken: cancellation.Token));

        var pid = int.Parse(await File.ReadAllTextAsync(grandchild));
        Assert.True(IsGone(pid), $"process {pid} lives on");
    }

    [Fact]
    public async Task What_takes_too_long_is_killed()
    {
        var exception = await Assert.ThrowsAsync<ProcessFailedException>(() =>
            RunAsync("sleep", ["1000"], new() { Timeout = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal("sleep 1000 was killed: it ran longer than 00:00:00.0500000.", exception.Message);
        Assert.Null(exception.ProcessExitCode);
    }

    [Fact]
    public async Task A_child_that_lives_on_with_the_pipe_open_does_not_hold_the_build()
    {
        var result = await RunAsync("sh", ["-c", "sleep 1000 & echo $!"], new() { CaptureOutput = true });

        using var server = Process.GetProcessById(int.Parse(result.Output[0]));
        Assert.False(server.HasExited);
        server.Kill();
    }

    [Fact]
    public async Task A_bare_name_is_looked_up_on_the_path_and_never_in_the_directory()
    {
        var planted = _root.Write("planted", "#!/bin/sh\necho hijacked\n");
        await RunAsync("chmod", ["+x", planted], new());

        var exception = await Assert.ThrowsAsync<BuildException>(() => RunAsync("planted", [], new()));
        Assert.Equal("Command 'planted' was not found.", exception.Message);

        await RunAsync("./planted", [], new());
        Assert.Contains("hijacked", _output.ToString());
    }

    private static bool IsGone(int pid)
    {
        // Killed and not yet collected by init is gone enough.
        var stat = $"/proc/{pid}/stat";
        return !File.Exists(stat) || File.ReadAllText(stat).Split(' ')[2] is "Z" or "X";
    }

    private Task<ProcessResult> RunAsync(
        string command,
        string[] arguments,
        ProcessOptions options,
        Verbosity verbosity = Verbosity.Normal,
        CancellationToken cancellationToken = default)
    {
        var sink = new OutputSink(_output, BuildServer.None, new Style(false));
        return new ProcessRunner(sink, verbosity, AbsolutePath.Create(_root.Path), TimeProvider.System)
            .RunAsync(command, arguments, options, cancellationToken);
    }
}
