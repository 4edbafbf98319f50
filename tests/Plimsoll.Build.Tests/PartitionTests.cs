using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public sealed class PartitionTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("1/3", "a d")]
    [InlineData("2/3", "b e")]
    [InlineData("3/3", "c")]
    [InlineData("1/1", "a b c d e")]
    [InlineData(null, "a b c d e")]
    public async Task The_option_gives_a_machine_its_part_of_the_work(string? partition, string items)
    {
        var result = await _fixture.RunAsync<Sample>(partition is null ? ["Test"] : ["Test", "--partition", partition]);

        Assert.Contains($"works on {items};", result.Output);
    }

    [Fact]
    public async Task Pipelines_give_it_in_the_environment_and_the_option_wins()
    {
        _fixture.Environment["PLIMSOLL_PARTITION"] = "2/2";

        Assert.Contains("works on b d;", (await _fixture.RunAsync<Sample>("Test")).Output);
        Assert.Contains("works on a c e;", (await _fixture.RunAsync<Sample>("Test", "--partition=1/2")).Output);
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("3")]
    [InlineData("1/2/3")]
    [InlineData("-1/3")]
    [InlineData("a/b")]
    public async Task What_is_no_part_of_a_total_is_an_error(string text)
    {
        var result = await _fixture.RunAsync<Sample>("Test", $"--partition={text}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains($"--partition is '{text}', but must be a part and a total, such as 2/3.", result.Error);
    }

    private sealed class Sample : PlimsollBuild
    {
        Target Test => _ => _
            .Partition(3)
            .Executes(() => Log.Information($"works on {string.Join(' ', Partition.GetCurrent(["a", "b", "c", "d", "e"]))};"));
    }
}
