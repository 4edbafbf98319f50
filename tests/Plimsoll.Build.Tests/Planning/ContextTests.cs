using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public sealed class ContextTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Test", "StartDatabase Test StopDatabase")]
    [InlineData("Test Load", "StartDatabase Load Test StopDatabase")]
    [InlineData("StartDatabase", "StartDatabase StopDatabase")]
    [InlineData("Other", "Other")]
    public async Task A_target_runs_between_set_up_and_clean_up(string targets, string ran)
    {
        var result = await _fixture.RunAsync<Sample>(targets.Split(' '));

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(ran, result.Ran);
    }

    [Fact]
    public async Task The_clean_up_runs_after_a_failure_too()
    {
        var result = await _fixture.RunAsync<Sample>("Fails");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal("StartDatabase Fails StopDatabase", result.Ran);
    }

    [Fact]
    public async Task Lists_of_targets_tell_of_both() =>
        Assert.Contains("planned True True", (await _fixture.RunAsync<Sample>("Test")).Output);

    [Theory]
    [InlineData(typeof(Half), "error: IHalf.Start is a Setup, and IHalf declares 0 targets that are a Cleanup.\n")]
    [InlineData(typeof(Without), "error: Target Test refers to a target of IDatabase, which Without does not implement.\n")]
    [InlineData(typeof(Mistaken), "error: Target Test refers to the only setup of ITwo, but ITwo declares 0.\n")]
    public async Task A_context_that_is_none_is_refused(Type build, string error)
    {
        var run = typeof(BuildFixture).GetMethods().Single(m => m.Name == "RunAsync" && m.GetParameters().Length == 1).MakeGenericMethod(build);

        var result = await (Task<BuildResult>)run.Invoke(_fixture, [(string[])["Test"]])!;

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith(error, result.Error);
    }

    [Theory]
    [InlineData(typeof(Composed), "Restore Component Told")]
    [InlineData(typeof(Bare), "Restore")]
    public async Task Try_forms_trigger_what_the_build_has(Type build, string ran)
    {
        var run = typeof(BuildFixture).GetMethods().Single(m => m.Name == "RunAsync" && m.GetParameters().Length == 1).MakeGenericMethod(build);

        Assert.Equal(ran, (await (Task<BuildResult>)run.Invoke(_fixture, [(string[])["Restore"]])!).Ran);
    }

    public interface IDatabase : IPlimsollBuild
    {
        Setup StartDatabase => _ => _.Executes(() => { });

        Cleanup StopDatabase => _ => _.Executes(() => { });
    }

    private sealed class Sample : PlimsollBuild, IDatabase
    {
        Target Other => _ => _.Executes(() => { });

        Target Test => _ => _.DependsOnContext<IDatabase>().Executes(() =>
            Log.Information($"planned {ScheduledTargets.Contains(((IDatabase)this).StopDatabase)} {SucceededTargets.Contains(((IDatabase)this).StartDatabase)}"));

        Target Load => _ => _.DependsOnContext<IDatabase>().Executes(() => { });

        Target Fails => _ => _.DependsOnContext<IDatabase>().Executes(() => throw new InvalidOperationException("no"));
    }

    public interface IHalf : IPlimsollBuild
    {
        Setup Start => _ => _;
    }

    private sealed class Half : PlimsollBuild, IHalf
    {
        Target Test => _ => _;
    }

    private sealed class Without : PlimsollBuild
    {
        Target Test => _ => _.DependsOnContext<IDatabase>();
    }

    private sealed class Mistaken : PlimsollBuild, ITwo
    {
        Target Test => _ => _.DependsOnContext<ITwo>();
    }

    public interface IPart : IPlimsollBuild
    {
        Target Component => _ => _.Executes(() => { });
    }

    private abstract class Trying : PlimsollBuild
    {
        public Target Told => _ => _.TryTriggeredBy<IPart>(x => x.Component).Executes(() => { });

        public Target Restore => _ => _.TryTriggers<IPart>().Executes(() => { });
    }

    private sealed class Composed : Trying, IPart;

    private sealed class Bare : Trying;
}
