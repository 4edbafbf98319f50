using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;

namespace Plimsoll.IntegrationTests.Benchmarks;

/// <summary>Whether the benchmarks say rightly that a target is met.</summary>
public class TargetTests
{
    [Fact]
    public void The_best_of_the_peers_that_are_there_counts()
    {
        var target = Target.AtMostTimes(0.75, Measure.Wall, "skopeo", "crane", "docker");

        var result = target.Evaluate([Result("plimsoll", 3), Result("skopeo", 5), Result("docker", 10), Result("curl", 1)]);

        Assert.Equal("time: at most 0.75 × the best of skopeo, crane, docker (skopeo)", result.Text);
        Assert.Equal(("0.60 ×", "met"), (result.Measured, result.Verdict));
    }

    [Theory]
    [InlineData(1.0, "met")]
    [InlineData(1.2, "missed by 20 %")]
    public void It_is_met_up_to_its_limit(double seconds, string verdict) =>
        Assert.Equal(verdict, Target.AtMostTimes(1, Measure.Wall, "skopeo").Evaluate([Result("plimsoll", seconds), Result("skopeo", 1)]).Verdict);

    [Fact]
    public void Without_its_peer_it_cannot_be_told()
    {
        var result = Target.AtMostTimes(1, Measure.Wall, "crane").Evaluate([Result("plimsoll", 1), Result("skopeo", 1)]);

        Assert.Null(result.IsMet);
        Assert.Equal("not here: crane", result.Verdict);
    }

    [Fact]
    public void A_limit_of_its_own_needs_no_peer()
    {
        var result = Target.AtMost(5, Measure.Writes).Evaluate([Result("plimsoll", 1) with { Observation = new Observation(null, 7, 6, null) }]);

        Assert.Equal(("writing requests: at most 5", "6", "missed by 20 %"), (result.Text, result.Measured, result.Verdict));
    }

    [Fact]
    public void What_was_not_measured_is_neither_met_nor_missed() =>
        Assert.Equal("peak memory of plimsoll was not measured", Target.AtMost(1, Measure.Memory).Evaluate([Result("plimsoll", 1)]).Verdict);

    [Fact]
    public void A_difference_is_that_of_each_turn()
    {
        var result = Target.AtMostMore(0.15, Measure.Wall, "dotnet hello.dll").Evaluate([Result("./build.sh", 0.2, 0.9, 0.3), Result("dotnet hello.dll", 0.1, 0.8, 0.1)]);

        Assert.Equal(("time: at most 150 ms over dotnet hello.dll", "100 ms", "met"), (result.Text, result.Measured, result.Verdict));
    }

    // A daemon does its work.
    [Fact]
    public void The_processor_time_of_a_client_alone_is_not_compared_with() =>
        Assert.Null(Result("plimsoll", 1).RatioTo(Result("docker", 1) with { WorksElsewhere = true }, Measure.Cpu));

    private static ContenderResult Result(string name, params double[] seconds) =>
        new(name, WorksElsewhere: false, [.. seconds.Select(wall => new Sample(TimeSpan.FromSeconds(wall), TimeSpan.FromSeconds(wall), 1))], new Observation(null, null, null, null));
}
