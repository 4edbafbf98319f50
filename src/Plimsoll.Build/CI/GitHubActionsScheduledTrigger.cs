using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>The time.</summary>
public class GitHubActionsScheduledTrigger : GitHubActionsDetailedTrigger
{
    /// <summary>When the workflow starts, in UTC: minute, hour, day, month and day of the week, as cron takes them.</summary>
    public string Cron { get; set; } = "";

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        var isCron = Cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 5 } fields && fields.All(field => field.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '/' or ',' or '-'));
        if (!isCron)
            throw BuildException.Usage($"'{Cron}' is not a schedule.", "Write minute, hour, day, month and day of the week: \"0 3 * * 1\".");
        writer.Write(new YamlMap { { "schedule", new YamlList { new YamlMap { { "cron", Cron } } } } });
    }
}
