using System.Globalization;
using System.Text;

namespace Plimsoll.MetadataAction.Expressions;

/// <summary>
/// Dates in the format language of moment.js (momentjs.com, "Format"), in English, as docker/metadata-action's
/// <c>{{date 'YYYYMMDD'}}</c> uses it. Weeks start on Sunday and the first one holds January 1st; <c>W</c> and <c>G</c> are ISO 8601.
/// </summary>
internal static class MomentFormat
{
    /// <summary>Writes an instant as a clock in a time zone shows it.</summary>
    /// <param name="instant">The instant; what is finer than a millisecond is dropped.</param>
    /// <param name="format">
    /// Tokens such as <c>YYYY-MM-DD[T]HH:mm</c>. Letters that are no token stand for themselves, and so does what is in
    /// brackets or a token after <c>\</c>; line breaks outside brackets are dropped. Empty means <c>YYYY-MM-DDTHH:mm:ssZ</c>
    /// with the letter Z where the offset is zero.
    /// </param>
    /// <param name="zone">The time zone; see <see cref="FindZone"/>.</param>
    public static string Format(DateTimeOffset instant, string format, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        if (format.Length == 0)
            format = local.Offset == TimeSpan.Zero ? "YYYY-MM-DDTHH:mm:ss[Z]" : "YYYY-MM-DDTHH:mm:ssZ";

        var text = new StringBuilder();
        var expanded = MomentTokens.ExpandLongDates(format);
        for (var index = 0; index < expanded.Length;)
        {
            if (MomentTokens.BracketLength(expanded, index) is > 0 and var bracket)
            {
                text.Append(expanded, index + 1, bracket - 2);
                index += bracket;
            }
            else if (expanded[index] == '\\')
            {
                var escaped = MomentTokens.TokenLength(expanded, index + 1);
                text.Append(expanded[(index + 1)..(index + 1 + escaped)].Replace("\\", "", StringComparison.Ordinal));
                index += 1 + escaped;
            }
            else
            {
                var length = MomentTokens.TokenLength(expanded, index);
                text.Append(length == 0 ? "" : Value(expanded.Substring(index, length), local, zone));
                index += Math.Max(length, 1);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// The time zone of an IANA name such as <c>Europe/Berlin</c>, <c>US/Eastern</c> or <c>UTC</c>, in any case; <c>null</c>
    /// where this machine knows none of that name.
    /// </summary>
    public static TimeZoneInfo? FindZone(string name)
    {
        // Names become paths on Unix, and two of the files there are this machine's settings instead of zones.
        var isName = name.Length > 0 && name[0] != '/' && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '-' or '+');
        if (!isName || name.Equals("localtime", StringComparison.OrdinalIgnoreCase) || name.Equals("posixrules", StringComparison.OrdinalIgnoreCase))
            return null;

        // The runtime ignores case only for the zones it lists, which older names such as US/Eastern are not among.
        foreach (var spelling in Spellings(name))
            if (TimeZoneInfo.TryFindSystemTimeZoneById(spelling, out var zone))
                return zone;
        return null;
    }

    private static IEnumerable<string> Spellings(string name)
    {
        var upper = name.ToUpperInvariant();
        var title = Title(name);
        yield return name;
        yield return upper;
        yield return title;
        if (name.IndexOf('/') is > 0 and var slash)
        {
            yield return upper[..slash] + title[slash..];
            yield return title[..slash] + upper[slash..];
        }
    }

    private static string Title(string name) =>
        string.Concat(name.Select((character, index) => index == 0 || !char.IsAsciiLetter(name[index - 1]) ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character)));

    private static string Value(string token, DateTimeOffset time, TimeZoneInfo zone) => token switch
    {
        "M" => Number(time.Month),
        "Mo" => Ordinal(time.Month),
        "MM" => Number(time.Month, 2),
        "MMM" => Name(time, "MMM"),
        "MMMM" => Name(time, "MMMM"),
        "Q" => Number(Quarter(time)),
        "Qo" => Ordinal(Quarter(time)),
        "D" => Number(time.Day),
        "Do" => Ordinal(time.Day),
        "DD" => Number(time.Day, 2),
        "DDD" => Number(time.DayOfYear),
        "DDDo" => Ordinal(time.DayOfYear),
        "DDDD" => Number(time.DayOfYear, 3),
        "d" or "e" => Number((int)time.DayOfWeek),
        "do" => Ordinal((int)time.DayOfWeek),
        "dd" => Name(time, "ddd")[..2],
        "ddd" => Name(time, "ddd"),
        "dddd" => Name(time, "dddd"),
        "E" => Number(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek),
        "w" => Number(Week(time).Number),
        "wo" => Ordinal(Week(time).Number),
        "ww" => Number(Week(time).Number, 2),
        "W" => Number(ISOWeek.GetWeekOfYear(time.DateTime)),
        "Wo" => Ordinal(ISOWeek.GetWeekOfYear(time.DateTime)),
        "WW" => Number(ISOWeek.GetWeekOfYear(time.DateTime), 2),
        "Y" or "YYYY" => Number(time.Year, 4),
        "YY" => Number(time.Year % 100, 2),
        "YYYYY" => Number(time.Year, 5),
        "YYYYYY" => "+" + Number(time.Year, 6),
        "y" => Number(time.Year),
        "yo" => Ordinal(time.Year),
        "yy" => Number(time.Year, 2),
        "yyy" => Number(time.Year, 3),
        "yyyy" => Number(time.Year, 4),
        "N" or "NN" or "NNN" or "NNNNN" => "AD",
        "NNNN" => "Anno Domini",
        "gg" => Number(Week(time).Year % 100, 2),
        "gggg" => Number(Week(time).Year, 4),
        "ggggg" => Number(Week(time).Year, 5),
        "GG" => Number(ISOWeek.GetYear(time.DateTime) % 100, 2),
        "GGGG" => Number(ISOWeek.GetYear(time.DateTime), 4),
        "GGGGG" => Number(ISOWeek.GetYear(time.DateTime), 5),
        "a" => time.Hour < 12 ? "am" : "pm",
        "A" => time.Hour < 12 ? "AM" : "PM",
        "H" => Number(time.Hour),
        "HH" => Number(time.Hour, 2),
        "h" => Number(HalfDayHour(time)),
        "hh" => Number(HalfDayHour(time), 2),
        "k" => Number(time.Hour == 0 ? 24 : time.Hour),
        "kk" => Number(time.Hour == 0 ? 24 : time.Hour, 2),
        "m" => Number(time.Minute),
        "mm" => Number(time.Minute, 2),
        "s" => Number(time.Second),
        "ss" => Number(time.Second, 2),
        "hmm" => Number(HalfDayHour(time)) + Number(time.Minute, 2),
        "hmmss" => Number(HalfDayHour(time)) + Number(time.Minute, 2) + Number(time.Second, 2),
        "Hmm" => Number(time.Hour) + Number(time.Minute, 2),
        "Hmmss" => Number(time.Hour) + Number(time.Minute, 2) + Number(time.Second, 2),
        ['S', ..] => Number(time.Millisecond, 3).PadRight(token.Length, '0')[..token.Length],
        "Z" => Offset(time.Offset, ":"),
        "ZZ" => Offset(time.Offset, ""),
        "z" or "zz" => Abbreviation(time, zone),
        "X" => Number(time.ToUnixTimeSeconds()),
        "x" => Number(time.ToUnixTimeMilliseconds()),
        _ => token,
    };

    private static string Number(long value, int digits = 1) => value.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Ordinal(int value) => Number(value) + ((value % 100 / 10, value % 10) switch
    {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    });

    private static string Name(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static int Quarter(DateTimeOffset time) => ((time.Month - 1) / 3) + 1;

    private static int HalfDayHour(DateTimeOffset time) => time.Hour % 12 == 0 ? 12 : time.Hour % 12;

    /// <summary>The week from Sunday to Saturday; it belongs to the year of its Saturday.</summary>
    private static (int Year, int Number) Week(DateTimeOffset time)
    {
        var saturday = time.DayOfYear + (DayOfWeek.Saturday - time.DayOfWeek);
        return saturday > (DateTime.IsLeapYear(time.Year) ? 366 : 365) ? (time.Year + 1, 1) : (time.Year, ((saturday - 1) / 7) + 1);
    }

    private static string Offset(TimeSpan offset, string separator) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh", CultureInfo.InvariantCulture) + separator + offset.ToString("mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// <c>CEST</c>, <c>EST</c> or <c>-03</c>. The runtime has the IANA abbreviations for names where it runs without ICU, as the
    /// command does; where it has long names instead, the offset stands in for them.
    /// </summary>
    private static string Abbreviation(DateTimeOffset time, TimeZoneInfo zone)
    {
        var name = zone.IsDaylightSavingTime(time) ? zone.DaylightName : zone.StandardName;
        if (name.Length is >= 3 and <= 5 && (name.All(char.IsAsciiLetterUpper) || (name[0] is '+' or '-' && name[1..].All(char.IsAsciiDigit))))
            return name;
        if (time.Offset == TimeSpan.Zero)
            return "UTC";

        var offset = Offset(time.Offset, "");
        return offset.EndsWith("00", StringComparison.Ordinal) ? offset[..3] : offset;
    }
}
