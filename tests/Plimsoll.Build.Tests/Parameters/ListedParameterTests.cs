namespace Plimsoll.Build.Tests.Parameters;

public sealed class ListedParameterTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_parameter_that_is_not_listed_is_set_and_not_shown()
    {
        var help = await _fixture.RunAsync<Build>("--help");
        var run = await _fixture.RunAsync<Build>("Show", "--hidden", "1", "--shown", "2");

        Assert.Contains("--shown", help.Output);
        Assert.DoesNotContain("--hidden", help.Output);
        Assert.Contains("1 and 2", run.Output);
    }

    private sealed class Build : PlimsollBuild
    {
        [Parameter(List = false)]
        readonly string Hidden = "";

        [Parameter]
        readonly string Shown = "";

        Target Show => _ => _
            .Executes(() => Log.Information($"{Hidden} and {Shown}"));
    }
}
