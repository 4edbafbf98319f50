using CsCheck;
using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.IntegrationTests.Benchmarks;

/// <summary>What the benchmarks make of several measurements.</summary>
public class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3, 3, 3)]
    [InlineData(new[] { 9.0, 1, 2 }, 2, 1, 9)]
    [InlineData(new[] { 4.0, 1, 100, 2 }, 3, 1, 100)]
    public void The_median_is_the_middle_and_the_spread_is_the_ends(double[] values, double median, double minimum, double maximum) =>
        Assert.Equal(new Summary(median, minimum, maximum), Summary.Of(values));

    [Fact]
    public void Nothing_measured_has_no_summary() => Assert.Throws<ArgumentException>(() => Summary.Of([]));

    [Fact]
    public void Half_of_the_measurements_are_on_each_side_of_the_median() => Gen.Double[0, 1000].Array[1, 30].Sample(values =>
    {
        var summary = Summary.Of(values);
        Assert.InRange(summary.Median, summary.Minimum, summary.Maximum);
        Assert.True(values.Count(value => value <= summary.Median) * 2 >= values.Length);
        Assert.True(values.Count(value => value >= summary.Median) * 2 >= values.Length);
    });

    // The machine was three times as slow in the second turn.
    [Fact]
    public void A_disturbance_of_a_turn_is_not_in_the_ratio() =>
        Assert.Equal(new Summary(2, 2, 2), PairedRatio.Of([2, 6, 2], [1, 3, 1]));

    [Fact]
    public void The_ratio_is_the_median_of_the_turns_and_not_that_of_the_medians() =>
        Assert.Equal(new Summary(1.5, 0.5, 3), PairedRatio.Of([3, 3, 5], [2, 1, 10]));

    [Fact]
    public void Nothing_is_a_multiple_of_zero() => Assert.Null(PairedRatio.Of([1, 1], [1, 0]));

    [Fact]
    public void Different_numbers_of_turns_cannot_be_paired() => Assert.Throws<ArgumentException>(() => PairedRatio.Of([1, 1], [1]));
}
