using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public sealed class InheritTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Base_runs_what_the_overridden_target_says_level_by_level()
    {
        var result = await _fixture.RunAsync<Derived>("Compile");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("Restore Clean Compile", result.Ran);
        Assert.Contains("\nlowest\nmiddle\nderived\n", result.Output);
    }

    [Fact]
    public async Task Inherit_of_a_component_takes_its_own_body_though_the_build_replaces_it()
    {
        var result = await _fixture.RunAsync<Replacing>("Test");

        Assert.Equal("Restore Test", result.Ran);
        Assert.Contains("\nbefore\ncomponent of Replacing\nafter\n", result.Output);
    }

    [Fact]
    public async Task Inherit_without_a_target_takes_the_only_one_of_the_component() =>
        Assert.Contains("\ncomponent of Explicit\nafter\n", (await _fixture.RunAsync<Explicit>("Test")).Output);

    [Theory]
    [InlineData("Test", "\ncomponent of Extended\nextension\n")]
    [InlineData("More", "\ncomponent of Extended\n\n")]
    public async Task Inherit_of_a_component_takes_its_own_body_though_another_component_replaces_it(string target, string written) =>
        Assert.Contains(written, (await _fixture.RunAsync<Extended>(target)).Output);

    [Fact]
    public async Task An_indexer_of_targets_is_no_target() => Assert.Equal("Only", (await _fixture.RunAsync<Indexed>("Only")).Ran);

    [Fact]
    public async Task A_circle_of_bodies_that_are_made_anew_is_refused() =>
        Assert.StartsWith("error: Target A takes over itself, by way of Anew.A and Anew.A and ", (await _fixture.RunAsync<Anew>("A")).Error);

    [Fact]
    public async Task Inherit_of_other_targets_takes_them_in_order_with_their_bases()
    {
        var result = await _fixture.RunAsync<Combined>("All");

        Assert.Equal("Restore Clean All", result.Ran);
        Assert.Contains("\nlowest\nmiddle\nextra\nown\n", result.Output);
    }

    [Theory]
    [InlineData(typeof(NoBase), "error: Target Compile calls Base, but NoBase.Compile overrides no target of a base class.\n")]
    [InlineData(typeof(Circular), "error: Target A takes over itself, by way of Circular.A and Circular.B.\n")]
    [InlineData(typeof(Alone), "error: Target Test refers to a target of ITest, which Alone does not implement.\n")]
    [InlineData(typeof(Bodyless), "error: Target Test takes over IBodyless.Test, which has no body.\n")]
    [InlineData(typeof(Odd), "error: Target Test calls Inherit<ITest>(")]
    public async Task What_cannot_be_taken_over_is_refused(Type build, string error)
    {
        var run = typeof(BuildFixture).GetMethods().Single(m => m.Name == "RunAsync" && m.GetParameters().Length == 1).MakeGenericMethod(build);

        var result = await (Task<BuildResult>)run.Invoke(_fixture, [(string[])["Compile"]])!;

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith(error, result.Error);
    }

    private abstract class Lowest : PlimsollBuild
    {
        protected Target Restore => _ => _.Executes(() => { });

        protected Target Clean => _ => _.After(Restore).Executes(() => { });

        protected virtual Target Compile => _ => _.DependsOn(Restore).Executes(() => Log.Information("lowest"));
    }

    private class Middle : Lowest
    {
        protected override Target Compile => _ => _.Base().DependsOn(Clean).Executes(() => Log.Information("middle"));
    }

    private sealed class Derived : Middle
    {
        protected override Target Compile => _ => _.Base().Executes(() => Log.Information("derived"));
    }

    private sealed class Combined : Middle
    {
        Target Extra => _ => _.Executes(() => Log.Information("extra"));

        Target All => _ => _.Inherit(Compile, Extra).Executes(() => Log.Information("own"));
    }

    public interface ITest : IPlimsollBuild
    {
        Target Test => _ => _.Executes(() => Log.Information($"component of {GetType().Name}"));
    }

    private sealed class Replacing : PlimsollBuild, ITest
    {
        public Target Restore => _ => _.Executes(() => { });

        public Target Test => _ => _.DependsOn(Restore).Executes(() => Log.Information("before")).Inherit<ITest>(x => x.Test).Executes(() => Log.Information("after"));
    }

    private sealed class Explicit : PlimsollBuild, ITest
    {
        Target ITest.Test => _ => _.Inherit<ITest>().Executes(() => Log.Information("after"));
    }

    public interface ITestMore : ITest
    {
        Target ITest.Test => _ => _.Inherit<ITest>(x => x.Test).Executes(() => Log.Information("extension"));

        Target More => _ => _.Inherit<ITest>(x => x.Test);
    }

    private sealed class Extended : PlimsollBuild, ITestMore;

    private sealed class Indexed : PlimsollBuild
    {
        Target Only => _ => _.Executes(() => { });

        Target this[int index] => index == 0 ? Only : throw new ArgumentOutOfRangeException(nameof(index));
    }

    private sealed class Anew : PlimsollBuild
    {
        Target A
        {
            get
            {
                var text = Guid.NewGuid();
                return _ => _.Inherit(A).Executes(() => Log.Information($"{text}"));
            }
        }
    }

    private sealed class NoBase : PlimsollBuild
    {
        Target Compile => _ => _.Base();
    }

    private sealed class Circular : PlimsollBuild
    {
        Target A => _ => _.Inherit(B);

        Target B => _ => _.Inherit(A);

        Target Compile => _ => _;
    }

    private sealed class Alone : PlimsollBuild
    {
        Target Test => _ => _.Inherit<ITest>();
    }

    public interface IBodyless : IPlimsollBuild
    {
        Target Test { get; }
    }

    private sealed class Bodyless : PlimsollBuild, IBodyless
    {
        public Target Test => _ => _.Inherit<IBodyless>();
    }

    private sealed class Odd : PlimsollBuild, ITest
    {
        public Target Test => _ => _.Inherit<ITest>(x => null!);
    }
}
