using Plimsoll.Build.Tests;
using Plimsoll.Oci;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components.Tests;

/// <summary>Failures of the library in targets, conditions and requirements of a user's own build with a component.</summary>
public sealed class TranslatedFailureTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<ErrorKind, ExitCode> Kinds => new()
    {
        { ErrorKind.Failed, ExitCode.Failed },
        { ErrorKind.Usage, ExitCode.Usage },
        { ErrorKind.Policy, ExitCode.PolicyViolation },
        { ErrorKind.Authentication, ExitCode.Authentication },
        { ErrorKind.Conflict, ExitCode.TagConflict },
        { ErrorKind.NotFound, ExitCode.NotFound },
        { ErrorKind.Transport, ExitCode.Registry },
        { ErrorKind.Cancelled, ExitCode.Interrupted },
    };

    [Fact]
    public void Every_kind_is_tested() => Assert.Equal(Enum.GetValues<ErrorKind>().Length, Kinds.Count);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_target_that_calls_the_library_ends_with_the_exit_code_and_advice_of_the_failure(ErrorKind kind, ExitCode exitCode)
    {
        var result = await _fixture.RunAsync<Deploying>("Deploy", "--kind", kind.ToString());

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("error: Target Deploy failed: The image is withdrawn.\nRelease the hold first.\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(PlimsollException), result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task So_does_one_whose_static_condition_calls_it(ErrorKind kind, ExitCode exitCode)
    {
        var result = await _fixture.RunAsync<Deploying>("WhenStatic", "--kind", kind.ToString());

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal("error: The image is withdrawn.\nRelease the hold first.\n", result.Error);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task So_does_one_whose_dynamic_condition_calls_it(ErrorKind kind, ExitCode exitCode)
    {
        var result = await _fixture.RunAsync<Deploying>("WhenDynamic", "--kind", kind.ToString());

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("error: Target WhenDynamic failed: The image is withdrawn.\nRelease the hold first.\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task So_does_one_whose_requirement_calls_it(ErrorKind kind, ExitCode exitCode)
    {
        var result = await _fixture.RunAsync<Deploying>("Requiring", "--kind", kind.ToString());

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal("error: The image is withdrawn.\nRelease the hold first.\n", result.Error);
    }

    [Fact]
    public async Task A_failure_inside_of_a_task_or_another_exception_is_found()
    {
        var result = await _fixture.RunAsync<Deploying>("Blocking", "--kind", "NotFound");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains("Release the hold first.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_somebody_else_is_exit_code_1_with_its_type() =>
        Assert.Contains("boom (InvalidOperationException)", (await _fixture.RunAsync<Deploying>("Foreign")).Output, StringComparison.Ordinal);

    private sealed class Deploying : PlimsollBuild, IPlimsollComponent
    {
        [Parameter]
        private readonly ErrorKind Kind = ErrorKind.Failed;

        private bool Withdrawn => throw new PlimsollException(Kind, "The image is withdrawn.", "Release the hold first.");

        private Target Deploy => _ => _.Executes(() => Assert.False(Withdrawn));

        private Target WhenStatic => _ => _.OnlyWhenStatic(() => Withdrawn).Executes(() => { });

        private Target WhenDynamic => _ => _.OnlyWhenDynamic(() => Withdrawn).Executes(() => { });

        private Target Requiring => _ => _.Requires(() => Withdrawn).Executes(() => { });

        private Target Blocking => _ => _.Executes(() => Task.Run(() => Withdrawn).Wait());

        private Target Foreign => _ => _.Executes(() => throw new InvalidOperationException("boom"));
    }
}
