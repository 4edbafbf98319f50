using System.Globalization;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Reads <c>policy:</c> and the <c>rules:</c> of environments.</summary>
internal static class PolicySection
{
    public static PolicyConfiguration Read(YamlSection? section)
    {
        if (section is null)
            return new PolicyConfiguration();

        var policy = new PolicyConfiguration
        {
            Profile = section.Choice("profile"),
            Unresolved = section.Choice("unresolved") ?? "warn",
            MutableTags = section.Texts("mutableTags"),
            ImmutableTags = section.Texts("immutableTags"),
            DigestWaivesTag = section.Flag("digestWaivesTag") ?? true,
            Registries = section.Texts("registries"),
            Exclude = section.Texts("exclude"),
            Levels = Levels(section.Section("rules")),
            MinimumPinAge = PinAge(section.Section("pin")),
            Exceptions = [.. (section.Items("exceptions") ?? []).Select(Exception)],
        };
        if (section.Names.Contains("requires"))
            section.Report(section.KeyError("requires", "'policy.requires' is now the evidence of an environment, which says who must have signed", "Write 'environments: { production: { evidence: [signature, provenance] } }' and 'verify: { keys: cosign.pub }'."));
        section.RefuseOthers("requires");
        return policy;
    }

    /// <summary>A mapping of rules to <c>error</c>, <c>warn</c>, <c>note</c> or <c>off</c>.</summary>
    public static SeverityLevels Levels(YamlSection? section)
    {
        var levels = new Dictionary<string, Severity?>(StringComparer.Ordinal);
        foreach (var rule in RuleNames.ForFiles)
            if (section?.Choice(rule) is { } level)
                levels[rule] = level switch
                {
                    "error" => Severity.Error,
                    "warn" => Severity.Warning,
                    "note" => Severity.Note,
                    _ => null,
                };

        section?.RefuseOthers();
        return levels.Count == 0 ? SeverityLevels.Default : new SeverityLevels { ByRule = levels };
    }

    private static ImageSuppression Exception(YamlItem item)
    {
        var section = item.Section;
        var exception = new ImageSuppression(section.RequiredText("image"), section.RequiredText("reason"))
        {
            Rules = section.Choices("rule"),
            Owner = section.Text("owner"),
            Until = Day(section),
            Paths = section.Texts("paths"),
            Span = section.Span,
        };
        section.RefuseOthers();
        return exception;
    }

    private static TimeSpan? PinAge(YamlSection? section)
    {
        var age = section?.Read<TimeSpan?>("minAge", (text, at) => AgeText.Parse(text) ?? throw at.Error($"'{at.Path}' must be {AgeText.Form}, not '{text}'"), null);
        section?.RefuseOthers();
        return age;
    }

    private static DateOnly? Day(YamlSection section) => section.Read<DateOnly?>(
        "until",
        (text, item) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw item.Error($"'{item.Path}': '{text}' is not a date such as 2027-01-31"),
        null);
}
