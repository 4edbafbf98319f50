using System.Globalization;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The day of the build, <c>2026-05-19</c>; moving, because a day has many builds. With a counter each build of the day
/// has a tag of its own, <c>2026-05-19.2</c>, which never moves.
/// </summary>
public sealed record DateStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Date;

    /// <summary>
    /// A custom date format of .NET. What a tag cannot hold becomes <c>-</c>. With seconds in it the tag is immutable. The
    /// default is <c>yyyy-MM-dd</c>.
    /// </summary>
    public string Format { get; init; } = "yyyy-MM-dd";

    /// <summary>The time zone of the day. The default is UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether <c>.N</c> follows: one more than the highest of that day in the registry or in a receipt. The default is <c>false</c>.</summary>
    public bool Counter { get; init; }

    /// <summary>A single letter would be read as one of the standard formats of .NET.</summary>
    private string CustomFormat => Format.Length == 1 ? "%" + Format : Format;

    /// <inheritdoc/>
    protected internal override bool IsTimestamp(string tag)
    {
        if (WithoutAffixes(tag) is not { } text)
            return false;
        if (Counter)
            text = text.LastIndexOf('.') is > 0 and var dot && text[(dot + 1)..].All(char.IsAsciiDigit) ? text[..dot] : "";
        return DateTimeOffset.TryParseExact(text, CustomFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        var text = TimeZoneInfo.ConvertTime(derivation.Context.Now, Zone).ToString(CustomFormat, CultureInfo.InvariantCulture);
        var zone = Zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC" : Zone.Id;
        if (!Counter)
        {
            var mutability = Format.Contains('s', StringComparison.Ordinal) ? Mutability.Immutable : Mutability.Moving;
            derivation.AddText(this, text, mutability, $"{(Format == "yyyy-MM-dd" ? "day" : "time")} of the build in {zone}", "the time of the build");
            return;
        }

        var counter = new TagCounter(derivation.Known, Prefix + text + ".", Suffix);
        derivation.AddText(this, $"{text}.{counter.Next(first: 1)}", Mutability.Immutable, $"day of the build in {zone}; {counter.Reason}", "the time of the build");
    }
}
