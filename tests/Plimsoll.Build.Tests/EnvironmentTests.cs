using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public sealed class EnvironmentTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Variables_are_those_of_the_build_and_what_it_sets_reaches_its_commands()
    {
        _fixture.Environment["GIVEN"] = "given";

        Assert.Contains($"given {_fixture.Root.Path} True\n", (await _fixture.RunAsync<Sample>("Show")).Output);
        Assert.Contains("in the command: new,\n", (await _fixture.RunAsync<Sample>("Set")).Output);
    }

    [Fact]
    public async Task Errors_are_suppressed_and_attempts_repeated()
    {
        var result = await _fixture.RunAsync<Sample>("Try");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("warning: suppressed (InvalidOperationException)\n", result.Output);
        Assert.Contains("Attempt 1 of 3 failed: attempt 1 (IOException)\n", result.Output);
        Assert.Contains("3 attempts, 3 cleanups\n", result.Output);
        Assert.Contains("Target Try failed: always (IOException)", result.Output);
    }

    [Fact]
    public void The_system_is_one_of_those_there_are() => Assert.Single(
        (bool[])[EnvironmentInfo.IsWin, EnvironmentInfo.IsLinux, EnvironmentInfo.IsOsx], is_it => is_it);

    private sealed class Sample : PlimsollBuild
    {
        Target Show => _ => _.Executes(() =>
            Log.Information($"{EnvironmentInfo.GetVariable("GIVEN")} {EnvironmentInfo.WorkingDirectory} {!EnvironmentInfo.HasVariable("MISSING_ONE")}"));

        Target Set => _ => _.Executes(() =>
        {
            EnvironmentInfo.SetVariable("ADDED", "new");
            EnvironmentInfo.SetVariable("HOME", null);
            EnvironmentInfo.SetVariable("HOME", "/home/a");
            Plimsoll.Build.Assert.True(EnvironmentInfo.IsWin || string.Join(' ', new[] { "~", "~/x", "~bob/x", "a~" }.Select(EnvironmentInfo.ExpandVariables)) == "/home/a /home/a/x ~bob/x a~");
            EnvironmentInfo.SetVariable("HOME", null);
            Plimsoll.Build.Assert.True(EnvironmentInfo.Variables["ADDED"] == "new" && EnvironmentInfo.GetVariable("HOME") is null);
            Run("sh", ["-c", "echo in the command: $ADDED, $HOME"]);
        });

        Target Try => _ => _.Executes(() =>
        {
            ControlFlow.SuppressErrors(() => throw new InvalidOperationException("suppressed"));
            var (attempts, cleanups) = (0, 0);
            ControlFlow.ExecuteWithRetry(
                () =>
                {
                    if (++attempts < 3)
                        throw new IOException($"attempt {attempts}");
                },
                () => cleanups++);
            Log.Information($"{attempts} attempts, {cleanups} cleanups");
            ControlFlow.ExecuteWithRetry(() => throw new IOException("always"), retryAttempts: 2);
        });
    }
}
