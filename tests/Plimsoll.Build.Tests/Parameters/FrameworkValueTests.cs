namespace Plimsoll.Build.Tests.Parameters;

/// <summary>Types of the framework that it converts from text, though they do not say so.</summary>
public sealed class FrameworkValueTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Addresses_and_versions_are_read()
    {
        var result = await _fixture.RunAsync<Build>("Show", "--server", "https://example.com/a", "--release", "2.1");

        Assert.Contains("example.com has 2.1", result.Output);
    }

    private sealed class Build : PlimsollBuild
    {
        [Parameter]
        readonly Uri Server = new("https://localhost");

        [Parameter]
        readonly Version Release = new(1, 0);

        Target Show => _ => _
            .Executes(() => Log.Information($"{Server.Host} has {Release}"));
    }
}
