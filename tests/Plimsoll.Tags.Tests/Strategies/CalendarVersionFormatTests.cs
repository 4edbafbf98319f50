using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Tags.Tests.Strategies;

public class CalendarVersionFormatTests
{
    [Theory]
    [InlineData("YYYY.MM.DD", "2027-01-02", "2027.1.2")]
    [InlineData("YYYY-0M-0D", "2027-01-02", "2027-01-02")]
    [InlineData("0Y.0M", "2003-04-05", "03.04")]
    [InlineData("YY.0M", "2103-04-05", "103.04")]
    [InlineData("YYYY_0W", "2027-01-02", "2026_53")] // ISO 8601: still the last week of 2026
    public void A_time_is_written_by_its_parts(string format, string date, string text) =>
        Assert.Equal((text, ""), CalendarVersionFormat.Parse(format).Around(DateTimeOffset.Parse(date + "T12:00Z", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("MM.DD")]
    [InlineData("YYYY.")]
    [InlineData(".YYYY")]
    [InlineData("YYYY..MM")]
    [InlineData("YYYY.MINOR")]
    [InlineData("YYYY.MICRO.MICRO")]
    [InlineData("yyyy.mm")]
    public void What_is_no_format_is_an_error(string format) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => CalendarVersionFormat.Parse(format)).Kind);

    [Fact]
    public void What_is_written_has_the_format_and_is_a_tag()
    {
        var parts = OneOf("MM", "0M", "WW", "0W", "DD", "0D");
        Gen.Select(OneOf("YYYY", "YY", "0Y"), parts.Array[0, 3], OneOf(".", "-", "_"), Gen.Int[0, 180_000].Select(days => DateTimeOffset.UnixEpoch.AddYears(31).AddDays(days)))
            .Sample((year, rest, separator, time) =>
            {
                var format = CalendarVersionFormat.Parse(string.Join(separator, [year, .. rest, "MICRO"]));
                var (before, after) = format.Around(time);

                Assert.True(format.IsMatch($"{before}7{after}"), $"{format}: {before}7{after}");
                Assert.True(ImageReference.IsValidTag($"{before}7{after}"));
            });
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
