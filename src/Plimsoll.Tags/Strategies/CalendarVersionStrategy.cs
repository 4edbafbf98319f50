namespace Plimsoll.Tags.Strategies;

/// <summary>
/// A calendar version of the build (calver.org), <c>2026.5.0</c>. With <c>MICRO</c> each build of the period has a tag of
/// its own; what has three parts or more never moves.
/// </summary>
public sealed record CalendarVersionStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.CalendarVersion;

    /// <summary>The parts and what is between them. The default is <c>YYYY.MM.MICRO</c>.</summary>
    public CalendarVersionFormat Format { get; init; } = CalendarVersionFormat.Parse("YYYY.MM.MICRO");

    /// <summary>The time zone of the day. The default is UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        var time = TimeZoneInfo.ConvertTime(derivation.Context.Now, Zone);
        var (before, after) = Format.Around(time);
        var reason = $"{Format} of the build's time";
        if (!Format.HasMicro)
        {
            derivation.AddText(this, before, mutability: null, reason, "the time of the build", followsReleases: false);
            return;
        }

        var counter = new TagCounter(derivation.Known, Prefix + before, after + Suffix);
        derivation.AddText(this, $"{before}{counter.Next(first: 0)}{after}", Mutability.Immutable, $"{reason}; {counter.Reason}", "the time of the build", followsReleases: false);
    }

    /// <inheritdoc/>
    protected internal override bool IsTimestamp(string tag) => WithoutAffixes(tag) is { } text && Format.IsMatch(text);
}
