using System.Globalization;
using CsCheck;
using Plimsoll.MetadataAction.Expressions;

namespace Plimsoll.MetadataAction.Tests.Expressions;

public class MomentFormatTests
{
    private const string Afternoon = "2026-02-03T16:05:09.078Z";

    [Theory]
    [InlineData("M Mo MM MMM MMMM", "2 2nd 02 Feb February")]
    [InlineData("Q Qo", "1 1st")]
    [InlineData("D Do DD", "3 3rd 03")]
    [InlineData("DDD DDDo DDDD", "34 34th 034")]
    [InlineData("d do dd ddd dddd e E", "2 2nd Tu Tue Tuesday 2 2")]
    [InlineData("w wo ww W Wo WW", "6 6th 06 6 6th 06")]
    [InlineData("Y YY YYYY YYYYY YYYYYY", "2026 26 2026 02026 +002026")]
    [InlineData("y yo yy yyy yyyy N NN NNN NNNN NNNNN", "2026 2026th 2026 2026 2026 AD AD AD Anno Domini AD")]
    [InlineData("gg gggg ggggg GG GGGG GGGGG", "26 2026 02026 26 2026 02026")]
    [InlineData("a A H HH h hh k kk", "pm PM 16 16 4 04 16 16")]
    [InlineData("m mm s ss", "5 05 9 09")]
    [InlineData("hmm hmmss Hmm Hmmss", "405 40509 1605 160509")]
    [InlineData("S SS SSS SSSS SSSSSSSSS", "0 07 078 0780 078000000")]
    [InlineData("Z ZZ z zz", "+00:00 +0000 UTC UTC")]
    [InlineData("X x", "1770134709 1770134709078")]
    [InlineData("LT|LTS|L|LL", "4:05 PM|4:05:09 PM|02/03/2026|February 3, 2026")]
    [InlineData("LLL|LLLL", "February 3, 2026 4:05 PM|Tuesday, February 3, 2026 4:05 PM")]
    [InlineData("l|ll|lll|llll", "2/3/2026|Feb 3, 2026|Feb 3, 2026 4:05 PM|Tue, Feb 3, 2026 4:05 PM")]
    [InlineData("", "2026-02-03T16:05:09Z")]
    public void Every_token_has_its_value(string format, string expected) => Assert.Equal(expected, Format(Afternoon, format));

    [Theory]
    [InlineData("[at] HH[h]", "at 16h")]
    [InlineData("YYYY-MM-DDTHH:mm:ss.SSS[Z]", "2026-02-03T16:05:09.078Z")]
    [InlineData("[YYYY][]MM", "YYYY02")]
    [InlineData("[a]b]c[d]", "a]bcd")] // greedy: to the last bracket before the next one opens
    [InlineData("[YYYY", "[2026")]
    [InlineData("YYYY]", "2026]")]
    [InlineData(@"\YYYY MM", "YYYY 02")] // the whole token is escaped
    [InlineData(@"\LT", "LT")]
    [InlineData(@"\[YYYY]", "[2026]")]
    [InlineData(@"YYYY\", "2026")]
    [InlineData(@"\\YYYY", "2026")] // one backslash escapes the other, and a token of backslashes is nothing
    [InlineData("YYY", "262026")]
    [InlineData("LY", "02/03/02026")]
    [InlineData("MMMMM", "February2")]
    [InlineData("w| jq é", "w| jq é")]
    [InlineData("YYYY\nMM", "202602")]
    public void Escapes_and_other_text_stay_as_moment_has_them(string format, string expected) => Assert.Equal(expected, Format(Afternoon, format));

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-W01 2026-W1")] // a Thursday
    [InlineData("2027-01-01T00:00:00Z", "2026-W53 2027-W1")] // a Friday
    [InlineData("2026-12-27T00:00:00Z", "2026-W52 2027-W1")] // a Sunday
    [InlineData("2024-12-31T00:00:00Z", "2025-W01 2025-W1")]
    [InlineData("2022-01-01T00:00:00Z", "2021-W52 2022-W1")]
    [InlineData("2022-01-02T00:00:00Z", "2021-W52 2022-W2")]
    public void Weeks_are_iso_and_american(string instant, string expected) => Assert.Equal(expected, Format(instant, "GGGG-[W]WW gggg-[W]w"));

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "am AM 12 24 0")]
    [InlineData("2026-01-01T12:00:00Z", "pm PM 12 12 12")]
    public void Midnight_and_noon_are_twelve(string instant, string expected) => Assert.Equal(expected, Format(instant, "a A h k H"));

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(4, "4th")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(22, "22nd")]
    [InlineData(31, "31st")]
    public void Ordinals_are_english(int day, string expected) => Assert.Equal(expected, MomentFormat.Format(new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero), "Do", TimeZoneInfo.Utc));

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "Europe/Berlin", "01:59 +01:00 CET")]
    [InlineData("2026-03-29T01:00:00Z", "Europe/Berlin", "03:00 +02:00 CEST")]
    [InlineData("2026-10-25T00:30:00Z", "Europe/Berlin", "02:30 +02:00 CEST")]
    [InlineData("2026-10-25T01:30:00Z", "Europe/Berlin", "02:30 +01:00 CET")]
    [InlineData("2026-07-01T00:00:00Z", "America/New_York", "20:00 -04:00 EDT")]
    [InlineData("2026-07-01T00:00:00Z", "Asia/Tokyo", "09:00 +09:00 JST")]
    [InlineData("2026-07-01T00:00:00Z", "Asia/Kathmandu", "05:45 +05:45 +0545")]
    [InlineData("2026-07-01T00:00:00Z", "America/Sao_Paulo", "21:00 -03:00 -03")]
    public void Zones_know_their_offsets_and_abbreviations(string instant, string zone, string expected) =>
        Assert.Equal(expected, Format(instant, "HH:mm Z z", MomentFormat.FindZone(zone)!));

    [Fact]
    public void No_format_is_iso_with_the_zones_offset() =>
        Assert.Equal("2026-02-03T17:05:09+01:00", Format(Afternoon, "", MomentFormat.FindZone("Europe/Berlin")!));

    [Theory]
    [InlineData("utc")]
    [InlineData("Etc/UTC")]
    [InlineData("europe/berlin")]
    [InlineData("AMERICA/NEW_YORK")]
    [InlineData("us/eastern")]
    [InlineData("est5edt")]
    [InlineData("etc/gmt+5")]
    public void A_zone_is_found_in_any_case(string name) => Assert.NotNull(MomentFormat.FindZone(name));

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("Eastern Standard Time")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/usr/share/zoneinfo/UTC")]
    [InlineData("localtime")]
    public void What_is_no_zones_name_finds_none(string name) => Assert.Null(MomentFormat.FindZone(name));

    [Fact]
    public void Any_format_of_any_instant_gives_text_that_depends_on_nothing_else() =>
        Gen.Select(Gen.DateTimeOffset, Gen.String[Gen.Char["MDYyNgGQdeEwWaAHhkmsSZzXxLlTo[]\\|- \n"], 0, 20], Gen.OneOf("UTC", "Asia/Tokyo", "America/New_York"))
            .Sample((instant, format, name) =>
            {
                var zone = MomentFormat.FindZone(name)!;
                Assert.Equal(MomentFormat.Format(instant, format, zone), MomentFormat.Format(instant.ToUniversalTime(), format, zone));
            });

    [Fact]
    public void The_default_reads_back_as_the_same_second() =>
        Gen.Select(Gen.Long[-60_000_000_000, 200_000_000_000], Gen.OneOf("UTC", "Asia/Tokyo", "America/New_York"))
            .Sample((seconds, name) =>
            {
                var instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
                var text = MomentFormat.Format(instant, "", MomentFormat.FindZone(name)!);
                Assert.Equal(instant, DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
            });

    private static string Format(string instant, string format, TimeZoneInfo? zone = null) =>
        MomentFormat.Format(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), format, zone ?? TimeZoneInfo.Utc);
}
