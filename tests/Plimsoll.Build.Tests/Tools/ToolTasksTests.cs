using Plimsoll.Build.Tools;
using static Plimsoll.Build.Tests.Tools.ShellTasks;

namespace Plimsoll.Build.Tests.Tools;

public sealed class ToolTasksTests : IDisposable
{
    private readonly ToolFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void The_lines_of_both_streams_are_returned_and_shown()
    {
        _build.Begin();

        var output = Shell(_ => _.SetScript("echo out; echo err >&2"));

        Assert.Equal("out", output.StdToText());
        Assert.Contains(new Build.Tools.Output(OutputType.Err, "err"), output);
        Assert.Contains("out\n", _build.Output);
        Assert.Contains("err\n", _build.Output);
    }

    [Fact]
    public void A_failure_names_the_command()
    {
        _build.Begin();

        var exception = Assert.Throws<ProcessFailedException>(() => Shell(new ShellSettings { Script = "exit 3" }));

        Assert.Equal("sh -c 'exit 3' exited with code 3.", exception.Message);
    }

    [Fact]
    public void A_secret_is_masked_in_the_command_the_output_the_failure_and_as_text()
    {
        _build.Begin();
        var settings = new ShellSettings().SetScript("echo $0; exit 1").SetPassword("s3cr3t");

        var exception = Assert.Throws<ProcessFailedException>(() => Shell(settings));

        Assert.Equal(["-c", "echo $0; exit 1", "s3cr3t"], settings.ToArguments());
        Assert.Contains("> sh -c 'echo $0; exit 1' ***\n***\n", _build.Output);
        Assert.DoesNotContain("s3cr3t", _build.Output + exception.Message + settings, StringComparison.Ordinal);
        Assert.Equal("sh -c 'echo $0; exit 1' ***", settings.ToString());
    }

    [Fact]
    public void The_process_is_run_as_told()
    {
        _build.Begin();
        _build.Root.Write("sub/file", "");
        var lines = new List<string>();

        var output = Shell(_ => _
            .SetScript("pwd; echo \"$ADDED ${HOME-unset}\"")
            .SetProcessWorkingDirectory("sub")
            .AddProcessEnvironmentVariable("ADDED", 1)
            .SetProcessEnvironmentVariable("HOME", null)
            .DisableProcessInvocationLogging()
            .SetProcessLogger((_, line) => lines.Add(line)));

        Assert.Equal([_build.Root["sub"], "1 unset"], output.Select(line => line.Text));
        Assert.Equal([_build.Root["sub"], "1 unset"], lines);
        Assert.Equal("", _build.Output);
    }

    [Fact]
    public void What_takes_too_long_is_killed()
    {
        _build.Begin();

        var exception = Assert.Throws<ProcessFailedException>(() => Shell(_ => _.SetScript("sleep 1000").SetProcessExecutionTimeout(50)));

        Assert.Contains("was killed", exception.Message);
    }

    [Fact]
    public void Variants_run_at_the_same_time_and_their_results_come_in_order()
    {
        _build.Begin();

        // Each of the two waits for what the other writes: one after the other would never end.
        var results = Shell(
            _ => _.CombineWith(["a b", "b a"], (settings, names) => settings
                .SetScript($"set -- {names}; touch $1; while [ ! -e $2 ]; do sleep 0.01; done; echo $1")
                .SetProcessExecutionTimeout(TimeSpan.FromMinutes(2))),
            degreeOfParallelism: 2);

        Assert.Equal(["a", "b"], results.Select(result => result.Output.StdToText()));
        Assert.StartsWith("set -- a b", results.First().Settings.Script, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_started_after_a_failure()
    {
        _build.Begin();

        var exception = Assert.Throws<ProcessFailedException>(() =>
            Shell(_ => _.CombineWith(["touch a", "exit 3", "touch b"], (settings, script) => settings.SetScript(script))));

        Assert.Equal(3, exception.ProcessExitCode);
        Assert.True((_build.RootPath / "a").FileExists());
        Assert.False((_build.RootPath / "b").FileExists());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void All_are_run_despite_failures_if_asked_for(int degreeOfParallelism)
    {
        _build.Begin();

        var exception = Assert.Throws<BuildException>(() => Shell(
            _ => _.CombineWith(["exit 3", "touch a", "exit 4", "touch b"], (settings, script) => settings.SetScript(script)),
            degreeOfParallelism,
            completeOnFailure: true));

        Assert.Equal("2 of 4 runs failed: sh -c 'exit 3' exited with code 3. sh -c 'exit 4' exited with code 4.", exception.Message);
        Assert.True((_build.RootPath / "a").FileExists());
        Assert.True((_build.RootPath / "b").FileExists());
    }

    [Fact]
    public void An_interruption_stops_all_variants()
    {
        _build.Begin();
        using var watcher = new FileSystemWatcher(_build.Root.Path) { EnableRaisingEvents = true };
        watcher.Created += (_, _) => _build.Cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Shell(
            _ => _.CombineWith([1, 2], (settings, number) => settings.SetScript($"touch {number}; sleep 1000")), degreeOfParallelism: 2, completeOnFailure: true));
    }

    [Fact]
    public async Task Outside_of_a_build_a_tool_says_what_is_missing()
    {
        // A flow of control of its own, where no test has begun a build.
        Task<BuildException> failure;
        using (ExecutionContext.SuppressFlow())
            failure = Task.Run(() => Assert.Throws<BuildException>(() => Shell(_ => _.SetScript("true"))));

        Assert.Equal("A tool can only run within a build.", (await failure).Message);
    }

    [Fact]
    public void Arguments_in_one_text_are_split_but_values_in_them_are_not()
    {
        _build.Begin();
        var printf = ToolResolver.GetPathTool("printf");
        var (value, list, secret, options) = ("a b", new[] { "c d", "e" }, "s3cr3t", "x y");

        var output = printf($"[%s]\\n one {value} \"two {value}\" --three={value} {list} {secret:r} {options:nq} {null} \"\"", workingDirectory: _build.RootPath);

        Assert.Equal(["[one]", "[a b]", "[two a b]", "[--three=a b]", "[c d]", "[e]", "[s3cr3t]", "[x]", "[y]", "[]"], output.Select(line => line.Text));
        Assert.DoesNotContain("s3cr3t", _build.Output);
        Assert.Equal("[a b]", printf("[%s] \"a b\"", logOutput: false).StdToText());
    }
}
