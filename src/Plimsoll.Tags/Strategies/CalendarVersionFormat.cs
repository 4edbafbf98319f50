using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// A format of calendar versions (calver.org): the parts <c>YYYY</c>, <c>YY</c>, <c>0Y</c>, <c>MM</c>, <c>0M</c>,
/// <c>WW</c>, <c>0W</c>, <c>DD</c>, <c>0D</c> and at most one <c>MICRO</c>, which counts the builds of the period from 0,
/// with <c>.</c>, <c>-</c> or <c>_</c> between them. Weeks are those of ISO 8601, and the year beside a week is the week's.
/// </summary>
public sealed partial record CalendarVersionFormat
{
    private const string Micro = "MICRO";

    private readonly string[] _parts;
    private readonly Regex _shape;

    private CalendarVersionFormat(string[] parts)
    {
        _parts = parts;
        _shape = new Regex($@"\A{string.Concat(parts.Select(Shape))}\z", RegexOptions.CultureInvariant);
    }

    /// <summary>Whether builds of one period are counted.</summary>
    public bool HasMicro => _parts.Contains(Micro);

    [GeneratedRegex(@"\G(?:YYYY|YY|0Y|MM|0M|WW|0W|DD|0D|MICRO|(?<=[A-Z])[._-](?=[0A-Z]))", RegexOptions.CultureInvariant)]
    private static partial Regex Part { get; }

    /// <summary>Parses a format such as <c>YYYY.0M.MICRO</c>.</summary>
    /// <exception cref="PlimsollException">It is not a valid format (exit code 2).</exception>
    public static CalendarVersionFormat Parse(string text)
    {
        var parts = Part.Matches(text).Select(match => match.Value).ToArray();
        return parts.Length > 0 && parts.Sum(part => part.Length) == text.Length && parts.Count(part => part == Micro) <= 1 && parts.Any(part => part.EndsWith('Y'))
            ? new CalendarVersionFormat(parts)
            : throw PlimsollException.Usage($"'{text}' is not a valid calendar version format.", "Use a year (YYYY, YY, 0Y), then any of MM, 0M, WW, 0W, DD, 0D and at most one MICRO, separated by '.', '-' or '_', for example YYYY.0M.MICRO.");
    }

    /// <summary>The version of a time: what stands before the number of <c>MICRO</c>, and what stands behind it.</summary>
    internal (string Before, string After) Around(DateTimeOffset time)
    {
        var micro = Array.IndexOf(_parts, Micro);
        return micro < 0 ? (Write(_parts, time), "") : (Write(_parts[..micro], time), Write(_parts[(micro + 1)..], time));
    }

    /// <summary>Whether a text has this format.</summary>
    internal bool IsMatch(string text) => _shape.IsMatch(text);

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_parts);

    /// <inheritdoc/>
    public bool Equals(CalendarVersionFormat? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private string Write(IEnumerable<string> parts, DateTimeOffset time)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(Value(part, time) is { } value ? value.ToString(part[0] == '0' ? "00" : "0", CultureInfo.InvariantCulture) : part);
        return text.ToString();
    }

    private int? Value(string part, DateTimeOffset time) => part switch
    {
        "YYYY" => Year(time),
        "YY" or "0Y" => Year(time) - 2000, // calver.org: short years count from 2000, and go on to three digits in 2100.
        "MM" or "0M" => time.Month,
        "WW" or "0W" => ISOWeek.GetWeekOfYear(time.DateTime),
        "DD" or "0D" => time.Day,
        _ => null,
    };

    private int Year(DateTimeOffset time) => _parts.Any(part => part.EndsWith('W')) ? ISOWeek.GetYear(time.DateTime) : time.Year;

    private static string Shape(string part) => part switch
    {
        "YYYY" => "[0-9]{4}",
        "YY" or "0Y" => "[0-9]{1,3}",
        "MM" or "0M" or "WW" or "0W" or "DD" or "0D" => "[0-9]{1,2}",
        Micro => "[0-9]+",
        _ => Regex.Escape(part),
    };
}
