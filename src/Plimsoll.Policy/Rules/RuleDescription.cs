using Plimsoll.Oci;

namespace Plimsoll.Policy.Rules;

/// <summary>The documentation of a rule, as plain text.</summary>
/// <param name="Name">One of <see cref="RuleNames"/>.</param>
/// <param name="Title">What it reports, in a few words.</param>
/// <param name="Description">What it reports, in full.</param>
/// <param name="Why">What goes wrong otherwise.</param>
/// <param name="HowToFix">What to do.</param>
/// <param name="Severities">The default severities.</param>
internal sealed record RuleDescription(string Name, string Title, string Description, string Why, string HowToFix, RuleSeverities Severities)
{
    /// <summary>Lines that the rule reports, with their fixes.</summary>
    public IReadOnlyList<RuleExample> Examples { get; init; } = [];

    /// <summary>When the rule applies, as a sentence, or <c>null</c> where it always does.</summary>
    public string? Condition { get; init; }

    /// <summary>The description with each setting that it names called as a front end calls it.</summary>
    internal RuleDescription WithSettingNames(Func<string, string> settingName) => this with
    {
        HowToFix = SettingText.Format(HowToFix, settingName),
        Condition = Condition is null ? null : SettingText.Format(Condition, settingName),
    };

    /// <summary>The security severity on the scale of CVSS, 0.1 to 10, or <c>null</c> where the rule is not about security.</summary>
    public double? SecuritySeverity { get; init; }
}
