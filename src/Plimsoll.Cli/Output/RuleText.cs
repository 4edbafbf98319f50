using System.Text;
using System.Text.Json;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The documentation of rules, as text and as JSON.</summary>
internal static class RuleText
{
    private const int SchemaVersion = 1;

    private static readonly PolicyProfile[] Profiles = [PolicyProfile.Tag, PolicyProfile.Floating, PolicyProfile.Digest];

    /// <summary>The rules, with the command's options where they name settings.</summary>
    public static IReadOnlyList<RuleDescription> Rules { get; } = [.. RuleCatalogue.All.Select(rule => rule.WithSettingNames(OptionName.FromSetting))];

    /// <summary>A table of rules with their severities by profile.</summary>
    public static IEnumerable<string> GetLines(IReadOnlyList<RuleDescription> rules, TableStyle style)
    {
        var table = new TextTable(["RULE", .. Profiles.Select(profile => NameOf(profile).ToUpperInvariant()), "DESCRIPTION"]);
        foreach (var rule in rules)
            table.Add([rule.Name, .. Profiles.Select(profile => NameOf(rule.Severities.For(profile))), rule.Title]);
        return table.Lines(style);
    }

    /// <summary>One rule in full; on a terminal no line is wider than that.</summary>
    public static IEnumerable<string> GetLines(RuleDescription rule, CommandHost host)
    {
        var painter = new Painter(host.UseColor);
        IEnumerable<string> Paragraph(string text) => host.OutputWidth is { } width ? TextWrapper.Wrap(text, width) : [text];
        IEnumerable<string> Titled(string title, string text) => Paragraph($"{title}: {text}").Select((line, index) => index == 0 ? painter.Paint(title, Ink.Bold) + line[title.Length..] : line);
        return
        [
            .. Titled(rule.Name, rule.Title),
            "",
            .. Paragraph(rule.Condition is { } condition ? $"{rule.Description} {condition}" : rule.Description),
            "",
            .. Titled("Why", rule.Why),
            "",
            .. Titled("How to fix", rule.HowToFix),
            .. rule.Examples.Count == 0 ? Array.Empty<string>() : ["", painter.Paint("Examples:", Ink.Bold)],
            .. rule.Examples.SelectMany(example => (string[])[painter.Paint($"  - {example.Refused}", Ink.Red), painter.Paint($"  + {example.Instead}", Ink.Green)]),
            "",
            .. Titled("Severity by profile", string.Join(", ", Profiles.Select(profile => $"{NameOf(profile)} {NameOf(rule.Severities.For(profile))}"))),
        ];
    }

    public static string Json(RuleDescription rule) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        Write(json, rule);
        json.WriteEndObject();
    });

    public static string Json(IReadOnlyList<RuleDescription> rules) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            Write(json, rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, RuleDescription rule)
    {
        json.WriteString("name", rule.Name);
        json.WriteString("title", rule.Title);
        json.WriteString("description", rule.Description);
        json.WriteString("condition", rule.Condition);
        json.WriteString("why", rule.Why);
        json.WriteString("howToFix", rule.HowToFix);
        json.WriteStartArray("examples");
        foreach (var example in rule.Examples)
        {
            json.WriteStartObject();
            json.WriteString("refused", example.Refused);
            json.WriteString("instead", example.Instead);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("severity");
        foreach (var profile in Profiles)
            json.WriteString(NameOf(profile), NameOf(rule.Severities.For(profile)));
        json.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, CliJson.WriterOptions))
            write(json);
        return LogText.NeutralizeJson(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)) + "\n";
    }

    private static string NameOf(PolicyProfile profile) => profile.ToString().ToLowerInvariant();

    public static string NameOf(Severity? severity) => severity?.ToString().ToLowerInvariant() ?? "off";
}
