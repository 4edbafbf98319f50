using System.Globalization;

namespace Plimsoll.Git;

/// <summary>The time of a commit as git writes it, which may lie where <see cref="DateTimeOffset"/> does not reach.</summary>
/// <param name="Seconds">Since 1970; 0 where git could not read it either.</param>
/// <param name="ZoneMinutes">East of UTC.</param>
internal readonly record struct CommitTime(long Seconds, int ZoneMinutes)
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Parses the end of a line <c>committer NAME &lt;ADDRESS&gt; SECONDS ZONE</c>.</summary>
    public static CommitTime Parse(ReadOnlySpan<byte> line)
    {
        var text = line[(line.LastIndexOf((byte)'>') + 1)..].Trim((byte)' ');
        var space = text.IndexOf((byte)' ');
        var number = space < 0 ? text : text[..space];
        var isNumber = number.Length > 0 && number.TrimStart((byte)'-').IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        var seconds = !isNumber ? 0
            : long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed
            : number[0] == '-' ? long.MinValue : long.MaxValue;
        return new CommitTime(seconds, space < 0 ? 0 : ParseZone(text[(space + 1)..]));
    }

    /// <summary>The nearest time that can be told: years are 1 to 9999, zones at most 14 hours.</summary>
    public DateTimeOffset ToDate()
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(Seconds, Earliest, Latest));
        var zone = TimeSpan.FromMinutes(ZoneMinutes);
        var local = date.UtcTicks + zone.Ticks;
        return zone.Duration() > TimeSpan.FromHours(14) || local < DateTime.MinValue.Ticks || local > DateTime.MaxValue.Ticks ? date : date.ToOffset(zone);
    }

    private static int ParseZone(ReadOnlySpan<byte> text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var zone) || Math.Abs((long)zone) > 9999)
            return 0;
        return (zone / 100 * 60) + (zone % 100);
    }
}
