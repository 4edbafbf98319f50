using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public interface ICompile : IPlimsollBuild
{
    Target Compile => _ => _.Description("Compiles").Executes(() => Log.Information($"compiling in {RootDirectory.Name}"));
}

public interface IPublish : IPlimsollBuild
{
    [Parameter("Where to")] string? Registry => TryGetValue(() => Registry);

    [Parameter] int? Attempts => TryGetValue(() => Attempts) ?? 3;

    [Parameter, Secret] string? Password => TryGetValue(() => Password);

    Target Publish => _ => _
        .TryDependsOn<ICompile>()
        .Requires(() => Registry)
        .Executes(async token =>
        {
            await RunAsync("echo", ["to", Registry!, $"{Attempts}", Password ?? "none"], cancellationToken: token);
            ReportSummary(s => s.AddPair("Registry", Registry).AddPair("Attempts", Attempts));
        });
}

public interface IShip : IPlimsollBuild
{
    Target Publish => _ => _.Executes(() => Log.Information("shipped"));
}

public interface ITwo : IPlimsollBuild
{
    Target One => _ => _;

    Target Two => _ => _;
}

public sealed class ComponentTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Targets_and_parameters_of_components_belong_to_the_build()
    {
        var result = await _fixture.RunAsync<Composed>("Publish", "--registry", "ghcr.io", "--attempts", "5");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("Compile Publish", result.Ran);
        Assert.Contains("\nto ghcr.io 5 none\n", result.Output);
        Assert.Matches("Publish +Succeeded .* Registry: ghcr.io, Attempts: 5", result.Output);
    }

    [Fact]
    public async Task A_component_reads_its_parameters_from_environment_and_file_too()
    {
        _fixture.Environment["PLIMSOLL_REGISTRY"] = "quay.io";
        _fixture.Root.Write(".nuke/parameters.json", """{ "Attempts": 7 }""");

        Assert.Contains("\nto quay.io 7 none\n", (await _fixture.RunAsync<Alone>("Publish")).Output);
    }

    [Fact]
    public async Task A_requirement_of_a_component_names_its_parameter() =>
        Assert.Contains("Publish requires --registry (PLIMSOLL_REGISTRY)", (await _fixture.RunAsync<Alone>("Publish")).Error);

    [Fact]
    public async Task Try_forms_do_nothing_where_the_component_is_absent() =>
        Assert.Equal("Publish", (await _fixture.RunAsync<Alone>("Publish", "--registry", "r")).Ran);

    [Theory]
    [InlineData("Publish", "Stage Publish")]
    [InlineData("Publish Verify Audit", "Audit Stage Publish Verify")]
    public async Task Every_try_form_leads_where_it_says(string targets, string ran)
    {
        Assert.Equal(ran, (await _fixture.RunAsync<Trying>([.. targets.Split(' '), "--registry", "r"])).Ran);
        Assert.Equal("Audit Verify Stage", (await _fixture.RunAsync<TryingInVain>("Verify", "Audit", "Stage")).Ran);
    }

    [Fact]
    public async Task The_help_shows_what_a_component_brings_with_its_default()
    {
        var help = (await _fixture.RunAsync<Alone>("--help")).Output;

        Assert.Matches(@"--registry TEXT +Where to  \[PLIMSOLL_REGISTRY\]", help);
        Assert.Matches(@"--attempts NUMBER +\[default 3, PLIMSOLL_ATTEMPTS\]", help);
    }

    [Fact]
    public async Task Two_inherited_targets_of_one_name_are_refused()
    {
        var result = await _fixture.RunAsync<Ambiguous>("Publish");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("Ambiguous inherits two different targets named Publish: IPublish.Publish and IShip.Publish.", result.Error);
        Assert.Contains("public Target Publish", result.Error);
    }

    [Fact]
    public async Task One_re_implementation_stands_for_both()
    {
        Assert.Contains("both", (await _fixture.RunAsync<Reimplemented>("Publish")).Output);
        Assert.Contains("both", (await _fixture.RunAsync<ExplicitlyReimplemented>("Publish")).Output);
    }

    [Fact]
    public async Task A_target_that_hides_that_of_a_component_is_refused() =>
        Assert.Contains("Hiding.Publish hides IShip.Publish without implementing it", (await _fixture.RunAsync<Hiding>("Publish")).Error);

    [Fact]
    public async Task A_reference_to_a_missing_component_is_refused() =>
        Assert.Contains("ICompile, which Missing does not implement", (await _fixture.RunAsync<Missing>("A")).Error);

    [Fact]
    public async Task An_unnamed_reference_needs_a_component_of_one_target() =>
        Assert.Contains("the only target of ITwo, but ITwo declares 2", (await _fixture.RunAsync<Unnamed>("A")).Error);

    private class TryingInVain : PlimsollBuild
    {
        Target Stage => _ => _.TryDependentFor<IPublish>(x => x.Publish).Executes(() => { });

        Target Verify => _ => _.TryAfter<IPublish>(x => x.Publish).Executes(() => { });

        Target Audit => _ => _.TryBefore<IPublish>(x => x.Publish).Executes(() => { });
    }

    private sealed class Trying : TryingInVain, IPublish;

    private sealed class Composed : PlimsollBuild, ICompile, IPublish;

    private sealed class Alone : PlimsollBuild, IPublish;

    private sealed class Ambiguous : PlimsollBuild, IPublish, IShip;

    private sealed class Reimplemented : PlimsollBuild, IPublish, IShip
    {
        public Target Publish => _ => _.Executes(() => Log.Information("both"));
    }

    private sealed class ExplicitlyReimplemented : PlimsollBuild, IPublish, IShip
    {
        Target Publish => _ => _.Executes(() => Log.Information("both"));

        Target IPublish.Publish => Publish;

        Target IShip.Publish => Publish;
    }

    private sealed class Hiding : PlimsollBuild, IShip
    {
        Target Publish => _ => _.Executes(() => { });
    }

    private sealed class Missing : PlimsollBuild
    {
        Target A => _ => _.DependsOn<ICompile>(x => x.Compile);
    }

    private sealed class Unnamed : PlimsollBuild, ITwo
    {
        Target A => _ => _.DependsOn<ITwo>();
    }
}
