using Plimsoll.Publishing;
using Code = Plimsoll.Publishing.ExitCode;

namespace Plimsoll.Build.Tests.Execution;

public sealed class FailureTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Plain", ExitCode.Failed)]
    [InlineData("Conflict", ExitCode.TagConflict)]
    [InlineData("Async", ExitCode.PolicyViolation)]
    [InlineData("Wrapped", ExitCode.NotFound)]
    [InlineData("Proceeds Conflict", ExitCode.TagConflict)]
    [InlineData("Fine", ExitCode.Done)]
    public async Task The_exit_code_is_that_of_the_cause(string targets, ExitCode exitCode) =>
        Assert.Equal(exitCode, (await _fixture.RunAsync<Sample>(targets.Split(' '))).ExitCode);

    [Fact]
    public async Task After_a_failure_only_assured_targets_run()
    {
        var result = await _fixture.RunAsync<Sample>("Plain", "Fine", "Cleanup");

        Assert.Equal("Plain Cleanup", result.Ran);
        Assert.Matches("Plain +Failed", result.Output);
        Assert.Matches("Fine +NotRun", result.Output);
        Assert.Matches("Cleanup +Succeeded", result.Output);
        Assert.EndsWith("Build failed: Plain.\n", result.Output);
    }

    [Fact]
    public async Task A_target_that_lets_the_build_proceed_still_fails_it()
    {
        var result = await _fixture.RunAsync<Sample>("Proceeds", "Fine");

        Assert.Equal("Proceeds Fine", result.Ran);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
    }

    [Fact]
    public async Task Message_and_advice_are_told_and_the_stack_trace_only_at_debug()
    {
        var result = await _fixture.RunAsync<Sample>("Conflict");
        Assert.Contains("error: Target Conflict failed: The tag is taken.\nRelease another version.\n", result.Output);
        Assert.DoesNotContain("   at ", result.Output);

        Assert.Contains("   at ", (await _fixture.RunAsync<Sample>("Conflict", "--verbosity", "debug")).Output);
    }

    [Fact]
    public async Task At_quiet_only_the_failure_is_told()
    {
        Assert.Equal("", (await _fixture.RunAsync<Sample>("Fine", "--verbosity", "quiet")).Output);
        Assert.Equal(
            "error: Target Plain failed: boom (InvalidOperationException)\nBuild failed: Plain.\n",
            (await _fixture.RunAsync<Sample>("Plain", "--verbosity", "quiet")).Output);
    }

    [Fact]
    public async Task A_build_whose_constructor_throws_ends_with_1_and_no_stack_trace()
    {
        var result = await _fixture.RunAsync<Broken>("A");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal("error: no luck (NotSupportedException)\n", result.Error);
    }

    private sealed class Sample : PlimsollBuild
    {
        Target Fine => _ => _.Executes(() => { });

        Target Plain => _ => _.Before(Fine).Executes(() => throw new InvalidOperationException("boom"));

        Target Proceeds => _ => _.Before(Fine).ProceedAfterFailure().Executes(() => throw new InvalidOperationException("boom"));

        Target Conflict => _ => _.Executes(() => throw new BuildException((int)Code.TagConflict, "The tag is taken.", "Release another version."));

        Target Async => _ => _.Executes(async () =>
        {
            await Task.Yield();
            throw new BuildException((int)Code.PolicyViolation, "No.");
        });

        Target Wrapped => _ => _.Executes(() => Task.Run(() => throw new BuildException((int)Code.NotFound, "Nowhere."), CancellationToken.None).Wait());

        Target Cleanup => _ => _.AssuredAfterFailure().After(Plain, Fine).Executes(() => { });
    }

    private sealed class Broken : PlimsollBuild
    {
        public Broken() => throw new NotSupportedException("no luck");
    }
}
