using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public sealed class ConditionTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_static_condition_skips_the_target_and_what_only_it_needs()
    {
        var result = await _fixture.RunAsync<Sample>("Static", "Other");

        Assert.Equal("Shared Other", result.Ran);
        Assert.Matches("Static +Skipped +OnlyWhen: Allowed", result.Output);
        Assert.Matches("OnlyForStatic +Skipped +needed only by Static, which is skipped", result.Output);
        Assert.Equal(ExitCode.Done, result.ExitCode);
    }

    [Fact]
    public async Task A_condition_that_holds_lets_everything_run() =>
        Assert.Equal("Shared OnlyForStatic Static", (await _fixture.RunAsync<Sample>("Static", "--allowed")).Ran);

    [Fact]
    public async Task WhenSkipped_Execute_runs_the_dependencies_all_the_same() =>
        Assert.Equal("Shared", (await _fixture.RunAsync<Sample>("Keeps")).Ran);

    [Fact]
    public async Task What_one_skipped_target_keeps_another_that_is_skipped_too_does_not_take_away() =>
        Assert.Equal("Shared", (await _fixture.RunAsync<Sample>("Keeps", "Static")).Ran);

    [Fact]
    public async Task A_dynamic_condition_sees_what_earlier_targets_did_and_withholds_triggers()
    {
        var result = await _fixture.RunAsync<Sample>("Dynamic");

        Assert.Equal("Shared", result.Ran);
        Assert.Matches("Dynamic +Skipped +OnlyWhen: !_sharedRan", result.Output);
        Assert.Matches("Follows +Skipped", result.Output);
    }

    [Theory]
    [InlineData("Static --allowed --skip OnlyForStatic", "Shared Static")]
    [InlineData("Static --allowed --skip OnlyForStatic Shared", "Static")]
    [InlineData("Static --allowed --skip only-for-static+shared", "Static")]
    [InlineData("Static --allowed --skip", "Static")]
    public async Task The_skip_option_leaves_out_what_it_names_or_all_that_was_not_asked_for(string arguments, string ran) =>
        Assert.Equal(ran, (await _fixture.RunAsync<Sample>(arguments.Split(' '))).Ran);

    [Fact]
    public async Task A_condition_that_throws_fails_the_build_and_is_named()
    {
        var result = await _fixture.RunAsync<Throws>("A");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("Condition 'int.Parse(\"x\") > 0' of target 'A' cannot be evaluated", result.Output + result.Error);
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly bool Allowed;

        bool _sharedRan;

        Target Shared => _ => _.Executes(() => _sharedRan = true);

        Target OnlyForStatic => _ => _.Executes(() => { });

        Target Static => _ => _.DependsOn(OnlyForStatic, Shared).OnlyWhenStatic(() => Allowed).Executes(() => { });

        Target Other => _ => _.DependsOn(Shared).Executes(() => { });

        Target Keeps => _ => _.DependsOn(Shared).OnlyWhenStatic(() => Allowed).WhenSkipped(DependencyBehavior.Execute).Executes(() => { });

        Target Dynamic => _ => _.DependsOn(Shared).Triggers(Follows).OnlyWhenDynamic(() => !_sharedRan).Executes(() => { });

        Target Follows => _ => _.Executes(() => { });
    }

    private sealed class Throws : PlimsollBuild
    {
        Target A => _ => _.OnlyWhenStatic(() => int.Parse("x") > 0).Executes(() => { });
    }
}
