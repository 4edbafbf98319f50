using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Build.Tools;
using static Plimsoll.Build.Tools.ProcessTasks;

namespace Plimsoll.Build.Tests.Tools;

public sealed class ProcessTasksTests : IDisposable
{
    private readonly ToolFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void A_process_is_started_with_the_arguments_of_one_text_and_its_output_kept()
    {
        _build.Begin();
        var name = "a b";

        using var process = StartProcess("printf", $"[%s] {name} \"c d\"", logOutput: false);
        process.AssertZeroExitCode();

        Assert.Equal("[a b][c d]", process.Output.StdToText());
        Assert.Equal(0, process.ExitCode);
        Assert.True(process.HasExited);
        Assert.Equal("printf", process.FileName);
        Assert.Equal("'[%s]' 'a b' 'c d'", process.Arguments);
        Assert.Equal(_build.Root.Path, process.WorkingDirectory);
        Assert.Equal("> printf '[%s]' 'a b' 'c d'\n", _build.Output);
    }

    [Fact]
    public void A_text_variable_is_split_at_blanks()
    {
        _build.Begin();
        var arguments = "a \"b c\"";

        Assert.Equal("a b c", StartProcess("echo", arguments).AssertZeroExitCode().Output.StdToText());
    }

    [Fact]
    public void It_runs_where_told_with_variables_added()
    {
        _build.Begin();
        _build.Root.Write("sub/file", "");

        var output = StartShell("echo \"$PWD $ADDED ${PATH:+path}\"", "sub", new Dictionary<string, string> { ["ADDED"] = "yes" }).AssertZeroExitCode().Output;

        Assert.Equal($"{_build.Root["sub"]} yes path", output.StdToText());
        Assert.Contains($"@ {_build.Root["sub"]}\n", _build.Output);
    }

    [Fact]
    public void A_failure_is_thrown_where_it_is_asserted_and_shows_what_was_not_to_be_shown_of_errors()
    {
        _build.Begin();
        using var process = StartShell("echo secret; echo why >&2; exit 3", logOutput: false, logInvocation: false);

        Assert.Same(process, process.AssertWaitForExit());
        Assert.Equal(3, process.ExitCode);
        Assert.Equal("", _build.Output);
        var exception = Assert.Throws<ProcessFailedException>(() => process.AssertZeroExitCode());

        Assert.EndsWith("exited with code 3.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, exception.ProcessExitCode);
        Assert.Equal("why\n", _build.Output);
        Assert.Throws<BuildException>(() => process.Output.EnsureOnlyStd());
        Assert.Equal([OutputType.Err, OutputType.Std], process.Output.Select(line => line.Type).Order().Reverse());
    }

    [Fact]
    public void What_takes_too_long_is_killed_and_said_to_be()
    {
        _build.Begin();
        using var process = StartProcess("sleep", "1000", timeout: 50);

        Assert.False(process.WaitForExit());
        var exception = Assert.Throws<ProcessFailedException>(() => process.AssertWaitForExit());

        Assert.Equal("sleep 1000 was killed: it ran longer than 00:00:00.0500000.", exception.Message);
    }

    [Fact]
    public async Task What_ended_in_time_was_not_killed_however_late_somebody_waits()
    {
        var clock = new FakeTimeProvider();
        _build.Begin(clock);
        using var process = StartShell("exit 0", timeout: 5000);
        while (!process.HasExited)
            await Task.Yield();

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0, process.AssertZeroExitCode().ExitCode);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public void A_limit_that_is_no_time_is_refused_before_anything_runs(int milliseconds)
    {
        _build.Begin();

        var exception = Assert.Throws<BuildException>(() => StartProcess("touch", "file", timeout: milliseconds));

        Assert.Contains("which is not between 0 and 49 days", exception.Message, StringComparison.Ordinal);
        Assert.False((_build.RootPath / "file").FileExists());
    }

    [Fact]
    public void No_time_limit_is_that_of_the_platform_too()
    {
        _build.Begin();

        Assert.True(StartProcess("true", timeout: Timeout.Infinite).WaitForExit());
        Assert.Throws<BuildException>(() => ToolTasks.Run(new ShellSettings().SetScript("true").SetProcessExecutionTimeout(TimeSpan.FromDays(50))));
    }

    [Fact]
    public void What_is_asserted_to_be_zero_is_no_other_even_where_a_run_accepts_any()
    {
        _build.Begin();
        using var process = StartProcess(new ShellSettings().SetScript("exit 4").DisableProcessExitHandling());

        Assert.Equal(4, Assert.Throws<ProcessFailedException>(() => process.AssertZeroExitCode()).ProcessExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_logger_or_filter_that_throws_fails_the_build_and_not_the_process(bool logs)
    {
        _build.Begin();

        // More than a pipe holds: nobody who reads it would let the process hang.
        using var process = StartShell(
            "i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done",
            logInvocation: false,
            logger: (_, _) => throw new InvalidDataException("logger"),
            outputFilter: logs ? null : text => text[0] == '0' ? throw new InvalidDataException("filter") : text);

        Assert.Equal(logs ? "logger" : "filter", Assert.Throws<InvalidDataException>(() => process.WaitForExit()).Message);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(20000, process.Output.Count);
    }

    [Fact]
    public async Task An_interruption_kills_what_runs_with_its_children_even_if_nobody_waits()
    {
        _build.Begin();
        var child = new TaskCompletionSource<int>();
        using var process = StartShell("sleep 1000 & echo $!; wait", logger: (_, line) => child.TrySetResult(int.Parse(line)));
        var pid = await child.Task;

        await _build.Cancellation.CancelAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => process.WaitForExit());
        Assert.True(IsGone(pid), $"process {pid} lives on");
    }

    [Fact]
    public async Task Output_is_there_while_the_process_runs_and_killing_ends_it()
    {
        _build.Begin();
        var begun = new TaskCompletionSource();
        using var process = StartShell("echo begun; sleep 1000", logger: (_, _) => begun.TrySetResult());
        await begun.Task;

        Assert.Equal("begun", process.Output.StdToText());
        Assert.False(process.HasExited);
        using (var found = Process.GetProcessById(process.Id))
            Assert.False(found.HasExited);
        process.Kill();

        Assert.True(process.WaitForExit());
        Assert.NotEqual(0, process.ExitCode);
    }

    [Fact]
    public void Secrets_are_masked_in_the_command_line_and_the_output_and_a_filter_changes_both()
    {
        _build.Begin();
        var token = "s3cr3t";

        var process = StartProcess("echo", $"{token:r} name", outputFilter: text => text.Replace("name", "x"));
        process.AssertZeroExitCode();

        Assert.Equal("> echo *** x\n*** x\n", _build.Output);
        Assert.Equal("*** x", process.Arguments);
        Assert.Equal("s3cr3t name", process.Output.StdToText());
    }

    [Fact]
    public void Json_is_read_from_standard_output_only()
    {
        _build.Begin();
        var output = StartShell("echo progress >&2; echo '{ \"name\": \"app\", \"tags\": [1, 2] }'").AssertZeroExitCode().Output;

        Assert.Equal("app", (string?)output.StdToJson()["name"]);
        Assert.Equal(new Named("app", [1, 2]), output.StdToJson<Named>() with { Tags = [1, 2] }, (a, b) => a.Name == b.Name && a.Tags.SequenceEqual(b.Tags));
        var exception = Assert.Throws<BuildException>(() => new[] { new Build.Tools.Output(OutputType.Std, "no json") }.StdToJson());
        Assert.Contains("It begins with 'no json'.", exception.Message);
        exception = Assert.Throws<BuildException>(() => new[] { new Build.Tools.Output(OutputType.Std, new string('x', 5000)) }.StdToJson());
        Assert.EndsWith($"It begins with '{new string('x', 80)}…'.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_is_started_with_its_settings_and_its_exit_handler_decides()
    {
        _build.Begin();
        var shell = new ShellSettings().SetScript("exit 4");

        Assert.Equal(4, StartProcess(shell).AssertWaitForExit().ExitCode);
        var seen = 0;
        ToolTasks.Run(shell.SetProcessExitHandler(process => seen = process.ExitCode));
        Assert.Equal(4, seen);
        Assert.Throws<InvalidDataException>(() => ToolTasks.Run(shell.SetProcessExitHandler(process => process.ExitCode switch { 4 => throw new InvalidDataException(), _ => null })));
        Assert.Empty(ToolTasks.Run(shell.DisableProcessExitHandling()));
        Assert.Empty(ToolResolver.GetPathTool("false")("", exitHandler: process => Assert.Equal(1, process.ExitCode)));
    }

    [Fact]
    public void All_lines_of_a_tool_go_where_the_build_says()
    {
        _build.Begin();
        var lines = new List<string>();
        var before = GitTasks.GitLogger;
        GitTasks.GitLogger = (_, line) => lines.Add(line);

        GitTasks.Git("--version", logInvocation: false);
        GitTasks.Git("--version", logInvocation: false, logOutput: false);
        ToolTasks.Run(new ShellSettings().SetScript("echo shown").DisableProcessInvocationLogging());
        GitTasks.GitLogger = before;
        GitTasks.Git("--exec-path", logInvocation: false);

        Assert.StartsWith("git version", Assert.Single(lines), StringComparison.Ordinal);
        Assert.StartsWith("shown\n/", _build.Output, StringComparison.Ordinal);
        Assert.EndsWith("/git", GitTasks.GitPath, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logger_gets_no_lines_that_are_not_to_be_shown()
    {
        _build.Begin();
        var lines = new List<string>();
        var shell = new ShellSettings().SetScript("echo line").DisableProcessInvocationLogging().DisableProcessOutputLogging();

        Assert.Equal("line", ToolTasks.Run(shell.SetProcessLogger((_, line) => lines.Add(line))).StdToText());
        StartShell("echo line", logInvocation: false, logOutput: false, logger: (_, line) => lines.Add(line)).AssertZeroExitCode();

        Assert.Empty(lines);
        Assert.Equal("", _build.Output);
    }

    [Fact]
    public void A_process_with_settings_has_the_logger_and_the_defaults_of_its_tool()
    {
        _build.Begin();
        var lines = new List<string>();
        ToolLoggers.Set("sh", (_, line) => lines.Add(line));
        ToolHost.Current.DotNetVerbosity = "quiet";

        StartProcess(new ShellSettings().SetScript("echo line").DisableProcessInvocationLogging()).AssertZeroExitCode();
        using var process = StartProcess(new DotNetBuildSettings().SetProcessToolPath("true"));

        Assert.Equal(["line"], lines);
        Assert.Contains("--verbosity quiet", process.Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_of_the_path_that_is_not_there_is_a_warning()
    {
        _build.Environment["PATH"] = $"/no/such/place{Path.PathSeparator}{_build.Root.Path}";
        _build.Begin();

        CheckPathEnvironmentVariable();

        Assert.Equal("warning: PATH has /no/such/place, which does not exist.\n", _build.Output);
    }

    private static bool IsGone(int pid)
    {
        // Killed and not yet collected by init is gone enough.
        var stat = $"/proc/{pid}/stat";
        return !File.Exists(stat) || File.ReadAllText(stat).Split(' ')[2] is "Z" or "X";
    }

    private sealed record Named(string Name, int[] Tags);
}
