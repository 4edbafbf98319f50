namespace Plimsoll.Policy;

/// <summary>
/// How much each rule weighs, by its name (<see cref="Plimsoll.Policy.Rules.RuleNames"/>). A rule that is not named has its own default; a
/// value of <c>null</c> switches it off.
/// </summary>
public sealed record SeverityLevels
{
    /// <summary>Every rule by its default.</summary>
    public static SeverityLevels Default { get; } = new();

    /// <summary>The levels that are set.</summary>
    public IReadOnlyDictionary<string, Severity?> ByRule { get; init; } = new Dictionary<string, Severity?>();

    /// <summary>The rule's level, else <paramref name="otherwise"/>; <c>null</c> where it is off.</summary>
    public Severity? Of(string rule, Severity? otherwise) => ByRule.TryGetValue(rule, out var set) ? set : otherwise;

    /// <summary>These levels, where they say nothing those of <paramref name="general"/>.</summary>
    public SeverityLevels Over(SeverityLevels general)
    {
        ArgumentNullException.ThrowIfNull(general);
        if (ByRule.Count == 0)
            return general;

        var merged = new Dictionary<string, Severity?>(general.ByRule);
        foreach (var (rule, severity) in ByRule)
            merged[rule] = severity;
        return new SeverityLevels { ByRule = merged };
    }

    /// <summary>The stricter of both, rule by rule: for a file that belongs to two environments.</summary>
    public SeverityLevels Strictest(SeverityLevels other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var merged = new Dictionary<string, Severity?>(ByRule);
        foreach (var (rule, severity) in other.ByRule)
            merged[rule] = merged.TryGetValue(rule, out var here) && (here ?? (Severity)(-1)) > (severity ?? (Severity)(-1)) ? here : severity;
        return new SeverityLevels { ByRule = merged };
    }
}
