using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public sealed class TargetReferenceTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Middle", "First Middle Triggered")]
    [InlineData("Late", "Late")]
    [InlineData("Late First", "First Late")]
    [InlineData("Early Middle", "Early First Middle Triggered")]
    [InlineData("Reverse", "Injected Reverse")]
    [InlineData("middle", "First Middle Triggered")]
    public async Task Every_kind_of_edge_leads_where_it_says(string targets, string ran)
    {
        var result = await _fixture.RunAsync<Edges>(targets.Split(' '));

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(ran, result.Ran);
    }

    [Theory]
    [InlineData("First+Late")]
    [InlineData("First,Late")]
    [InlineData("--target=First+Late")]
    [InlineData("--target First Late")]
    [InlineData("-target First --target Late")]
    public async Task Several_targets_are_named_in_any_of_the_usual_ways(string arguments) =>
        Assert.Equal("First Late", (await _fixture.RunAsync<Edges>(arguments.Split(' '))).Ran);

    [Fact]
    public async Task Without_a_name_the_default_target_runs()
    {
        Assert.Equal("First Middle Triggered", (await _fixture.RunAsync<Edges>(x => x.Middle, "--no-logo")).Ran);
        Assert.Contains("Usage:", (await _fixture.RunAsync<Edges>()).Output);
    }

    [Theory]
    [InlineData("OC OA", "OA OC")]
    [InlineData("Publish Clean", "Clean Publish")]
    public async Task An_order_reaches_through_targets_that_do_not_run(string targets, string ran) =>
        Assert.Equal(ran, (await _fixture.RunAsync<Chains>(targets.Split(' '))).Ran);

    [Fact]
    public async Task Without_an_edge_what_is_declared_last_runs_first_and_components_come_after_base_classes() =>
        Assert.Equal("Component Inherited Second First", (await _fixture.RunAsync<Unordered>("First", "Second", "Inherited", "Component")).Ran);

    [Fact]
    public async Task A_cycle_of_order_only_edges_is_refused_where_none_of_it_runs()
    {
        var result = await _fixture.RunAsync<Cyclic>("Other");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal(
            "error: Targets wait for each other in a cycle: A → Component → B → A. "
            + "It is made by A.After(Component) in Cyclic, B.Before(Component) in Cyclic, A.Before(B) in Cyclic.\nRemove one of these.\n",
            result.Error);
    }

    [Fact]
    public async Task A_reference_that_leads_outside_of_the_build_is_named()
    {
        var result = await _fixture.RunAsync<Outside>("Compile");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("Target Compile refers to something that is not a target of this build", result.Error);
    }

    [Fact]
    public async Task Targets_that_one_method_makes_are_told_apart_where_properties_keep_them() =>
        Assert.Equal("B A Both", (await _fixture.RunAsync<Factory>("Both")).Ran);

    [Fact]
    public async Task Overridden_targets_run_once_and_as_the_derived_class_says()
    {
        var result = await _fixture.RunAsync<Derived>("Compile");

        Assert.Equal("Restore Compile", result.Ran);
        Assert.Contains("derived", result.Output);
        Assert.DoesNotContain("base class", result.Output);
    }

    private sealed class Edges : PlimsollBuild
    {
        public Target Early => _ => _.Before(First).Executes(() => { });

        public Target First => _ => _.Executes(() => { });

        public Target Middle => _ => _.DependsOn(First).Triggers(Triggered).Executes(() => { });

        public Target Late => _ => _.After(First, Middle).Executes(() => { });

        public Target Triggered => _ => _.Executes(() => { });

        public Target Injected => _ => _.DependentFor(Reverse).Executes(() => { });

        public Target Reverse => _ => _.Executes(() => { });
    }

    public interface IPart : IPlimsollBuild
    {
        Target Component => _ => _.Executes(() => { });
    }

    private sealed class Chains : PlimsollBuild
    {
        public Target Clean => _ => _.Before(Restore).Executes(() => { });

        public Target OA => _ => _.Executes(() => { });

        public Target OB => _ => _.After(OA).Executes(() => { });

        public Target OC => _ => _.After(OB).Executes(() => { });

        public Target Restore => _ => _.Executes(() => { });

        public Target Compile => _ => _.DependsOn(Restore).Executes(() => { });

        public Target Publish => _ => _.After(Compile).Executes(() => { });
    }

    private abstract class Ancestor : PlimsollBuild
    {
        protected Target Inherited => _ => _.Executes(() => { });
    }

    private sealed class Unordered : Ancestor, IPart
    {
        public Target First => _ => _.Executes(() => { });

        public Target Second => _ => _.Executes(() => { });
    }

    private sealed class Cyclic : PlimsollBuild, IPart
    {
        public Target Other => _ => _.Executes(() => { });

        public Target A => _ => _.After<IPart>(x => x.Component).Before(B);

        public Target B => _ => _.Before<IPart>();
    }

    private sealed class Outside : PlimsollBuild
    {
        public Target Compile => _ => _.DependsOn(__ => __.Unlisted());
    }

    private sealed class Factory : PlimsollBuild
    {
        public Factory()
        {
            A = Make("a");
            B = Make("b");
        }

        public Target A { get; }

        public Target B { get; }

        public Target Both => _ => _.DependsOn(A, B).Executes(() => { });

        private Target Make(string text) => _ => _.Executes(() => Log.Information(text));
    }

    private abstract class Base : PlimsollBuild
    {
        protected Target Restore => _ => _.Executes(() => { });

        public virtual Target Compile => _ => _.Executes(() => Log.Information("base class"));
    }

    private sealed class Derived : Base
    {
        public override Target Compile => _ => _.DependsOn(Restore).Executes(() => Log.Information("derived"));
    }
}
