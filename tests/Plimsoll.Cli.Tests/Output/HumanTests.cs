using Plimsoll.Cli.Output;
using Plimsoll.Oci;

namespace Plimsoll.Cli.Tests.Output;

public sealed class HumanTests
{
    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(1000, "1kB")]
    [InlineData(1234, "1.23kB")]
    [InlineData(12_345, "12.3kB")]
    [InlineData(123_456, "123kB")]
    [InlineData(9_996, "10kB")]
    [InlineData(99_960, "100kB")]
    [InlineData(999_499, "999kB")]
    [InlineData(999_500, "1MB")]
    [InlineData(1_230_000_000, "1.23GB")]
    [InlineData(long.MaxValue, "9.22EB")]
    public void A_size_has_three_digits(long bytes, string expected) => Assert.Equal(expected, HumanSize.Format(bytes));

    [Theory]
    [InlineData(0, "Less than a second ago")]
    [InlineData(-60, "Less than a second ago")]
    [InlineData(1, "1 second ago")]
    [InlineData(59, "59 seconds ago")]
    [InlineData(60, "About a minute ago")]
    [InlineData(120, "2 minutes ago")]
    [InlineData(3600, "About an hour ago")]
    [InlineData(2 * 3600 - 1, "2 hours ago")]
    [InlineData(47 * 3600, "47 hours ago")]
    [InlineData(48 * 3600, "2 days ago")]
    [InlineData(14 * 86400, "2 weeks ago")]
    [InlineData(60 * 86400, "2 months ago")]
    [InlineData(730 * 86400, "2 years ago")]
    public void An_age_has_the_words_of_docker(long seconds, string expected)
    {
        var now = new DateTimeOffset(2026, 5, 19, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, HumanAge.Format(now.AddSeconds(-seconds), now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void No_time_has_no_age(string? time) => Assert.Equal("-", HumanAge.Format(time, DateTimeOffset.UnixEpoch.AddYears(50)));
}
