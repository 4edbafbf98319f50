using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class StaticParameterTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Static_fields_and_properties_are_set_also_those_of_base_classes()
    {
        _fixture.Environment["PLIMSOLL_PORT"] = "7";

        var result = await _fixture.RunAsync<Sample>("Show", "--name", "given", "--inherited", "too");

        Assert.Contains("given 7 too", result.Output);
    }

    [Theory]
    [InlineData(typeof(ReadOnlyField))]
    [InlineData(typeof(ReadOnlyProperty))]
    [InlineData(typeof(ConstantField))]
    public async Task Those_that_the_runtime_cannot_write_are_refused(Type build)
    {
        var run = typeof(BuildFixture).GetMethods().Single(m => m.Name == "RunAsync" && m.GetParameters().Length == 1).MakeGenericMethod(build);

        var result = await (Task<BuildResult>)run.Invoke(_fixture, [(string[])["Show"]])!;

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains($"Parameter {build.Name}.Name is static and cannot be set", result.Error);
    }

    private abstract class Base : PlimsollBuild
    {
        [Parameter] static string _inherited = "";

        protected static string Inherited => _inherited;
    }

    private sealed class Sample : Base
    {
        [Parameter] static string _name = "initial";

        [Parameter] static int Port { get; set; } = 1;

        Target Show => _ => _.Executes(() => Log.Information($"{_name} {Port} {Inherited}"));
    }

    private sealed class ReadOnlyField : PlimsollBuild
    {
        [Parameter] static readonly string Name = "x";

        Target Show => _ => _.Executes(() => Log.Information(Name));
    }

    private sealed class ReadOnlyProperty : PlimsollBuild
    {
        [Parameter] static string Name { get; } = "x";

        Target Show => _ => _.Executes(() => Log.Information(Name));
    }

    private sealed class ConstantField : PlimsollBuild
    {
        [Parameter] const string Name = "x";

        Target Show => _ => _.Executes(() => Log.Information(Name));
    }
}
