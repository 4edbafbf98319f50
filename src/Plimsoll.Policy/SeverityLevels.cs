namespace Plimsoll.Policy;

/// <summary>
/// The configured severities, by rule (<see cref="Plimsoll.Policy.Rules.RuleNames"/>). A rule without one has its own default; a value of
/// <c>null</c> turns it off.
/// </summary>
public sealed record SeverityLevels
{
    /// <summary>Every rule with its default.</summary>
    public static SeverityLevels Default { get; } = new();

    /// <summary>The severities that are set.</summary>
    public IReadOnlyDictionary<string, Severity?> ByRule { get; init; } = new Dictionary<string, Severity?>();

    /// <summary>The rule's severity, else <paramref name="defaultSeverity"/>; <c>null</c> where it is off.</summary>
    public Severity? GetSeverity(string rule, Severity? defaultSeverity) => ByRule.TryGetValue(rule, out var set) ? set : defaultSeverity;

    /// <summary>These severities, and those of <paramref name="general"/> for rules that have none here.</summary>
    public SeverityLevels WithDefaults(SeverityLevels general)
    {
        ArgumentNullException.ThrowIfNull(general);
        if (ByRule.Count == 0)
            return general;

        var merged = new Dictionary<string, Severity?>(general.ByRule);
        foreach (var (rule, severity) in ByRule)
            merged[rule] = severity;
        return new SeverityLevels { ByRule = merged };
    }

    /// <summary>The higher severity of both, rule by rule: for a file that belongs to two environments.</summary>
    public SeverityLevels MergeStrictest(SeverityLevels other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var merged = new Dictionary<string, Severity?>(ByRule);
        foreach (var (rule, severity) in other.ByRule)
            merged[rule] = merged.TryGetValue(rule, out var here) && (here ?? (Severity)(-1)) > (severity ?? (Severity)(-1)) ? here : severity;
        return new SeverityLevels { ByRule = merged };
    }
}
