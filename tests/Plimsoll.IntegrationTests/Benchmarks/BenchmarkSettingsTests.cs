using Plimsoll.Benchmarks;
using Plimsoll.Benchmarks.Reports;

namespace Plimsoll.IntegrationTests.Benchmarks;

/// <summary>What is asked of the benchmarks, and where they write.</summary>
public class BenchmarkSettingsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("--only push", true)]
    [InlineData("--only copy,PUSH", true)]
    [InlineData("--only copy", false)]
    public void A_word_of_the_name_chooses(string arguments, bool expected) => Assert.Equal(expected, Parse(arguments).Includes("push", "push 1 × 1 GiB"));

    [Theory]
    [InlineData("--runs 0")]
    [InlineData("--runs")]
    [InlineData("--fast")]
    [InlineData("--commands --parts")]
    [InlineData("--only push --page docs/performance.md")]
    public void What_makes_no_sense_is_an_error_with_the_usage(string arguments) =>
        Assert.Contains("usage: ", Assert.Throws<ArgumentException>(() => Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_the_marked_part_of_a_page_is_replaced()
    {
        const string page = "# Speed\n\n<!-- measurements: written by ./build.sh Benchmark -->\nold\n<!-- end of measurements -->\n\nText\n";

        var written = MarkedPart.Replace(page, "| new |\n");

        Assert.Equal("# Speed\n\n<!-- measurements: written by ./build.sh Benchmark -->\n\n| new |\n\n<!-- end of measurements -->\n\nText\n", written);
        Assert.Equal(written, MarkedPart.Replace(written, "| new |\n"));
        Assert.Throws<ArgumentException>(() => MarkedPart.Replace("# Speed\n", "new"));
    }

    private static BenchmarkSettings Parse(string arguments) => BenchmarkSettings.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
