using Plimsoll.Tags;

namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>The keys of <c>tags:</c>: the strategies with their options.</summary>
internal static class TagKeys
{
    private static readonly ConfigurationKey[] Common =
    [
        new("prefix", "Text before the tag: letters, digits, '_', '.' and '-'.", ConfigurationValue.Text),
        new("suffix", "Text after the tag: letters, digits, '_', '.' and '-'.", ConfigurationValue.Text),
        new("when", "When the strategy applies; all conditions must match.", ConfigurationValue.Section(
            new("branch", "Branches that are built, with * and ?.", ConfigurationValue.Texts),
            new("tag", "Git tags that are built, with * and ?.", ConfigurationValue.Texts),
            new("event", "Events that started the run.", ConfigurationValue.SomeOf("push", "tag", "pull-request", "schedule", "manual")),
            new("run", "What is built, regardless of the event.", ConfigurationValue.SomeOf("branch", "tag", "pull-request")),
            new("environment", "Environments that are deployed to, with * and ?.", ConfigurationValue.Texts)) with { Name = "when" }),
    ];

    private static readonly ConfigurationKey[] Version =
    [
        new("full", "Whether the whole version is a tag, such as 2.1.0.", ConfigurationValue.Flag) { Default = "true" },
        new("minor", "Whether there is a tag such as 2.1.", ConfigurationValue.Flag) { Default = "true" },
        new("major", "Whether there is a tag such as 2.", ConfigurationValue.Flag) { Default = "true" },
        new("zeroMajor", "Whether there is a tag 0 below 1.0.0.", ConfigurationValue.Flag) { Default = "false" },
    ];

    private static readonly string[] LatestModes = ["auto", "branch", "never"];

    private static readonly ConfigurationKey TimeZone = new("timeZone", "Time zone, such as Europe/Berlin.", ConfigurationValue.Text) { Default = "UTC" };

    private static readonly ConfigurationValue Strategies = ConfigurationValue.Section([.. StrategyNames.All.Select(Strategy)]) with { Name = "strategies" };

    /// <summary>The section: a mapping of strategies, a list of them, or a text of names or rules.</summary>
    public static ConfigurationValue Tags { get; } = Strategies with { Name = null, TakesText = true, Item = Strategies with { Name = "strategyEntry", TakesText = true } };

    private static ConfigurationKey Strategy(string name)
    {
        var (description, options) = Describe(name);
        var one = new ConfigurationValue
        {
            Name = name,
            TakesFlag = true,
            TakesText = name is StrategyNames.CalendarVersion or StrategyNames.Match or StrategyNames.Date or StrategyNames.Schedule or StrategyNames.Edge or StrategyNames.Raw,
            Choices = name == StrategyNames.Latest ? LatestModes : [],
            Keys = [.. options, .. Common.Select(key => key.Name == "prefix" && name == StrategyNames.PullRequest ? key with { Default = "pr-" } : key)],
        };
        return new ConfigurationKey(name, description, one with { Name = null, Item = one }) { Default = TagRules.DefaultStrategies.Any(strategy => strategy.Name == name) ? "true" : null };
    }

    private static (string Description, ConfigurationKey[] Options) Describe(string name) => name switch
    {
        StrategyNames.SemanticVersion => ("Semantic version of the release tag at HEAD: 2.1.0, 2.1 and 2.", [.. Version, new("buildMetadata", "Whether build metadata stays in the tag, after an underscore.", ConfigurationValue.Flag) { Default = "true" }]),
        StrategyNames.Pep440 => ("Python version of the release tag at HEAD.", Version),
        StrategyNames.CalendarVersion => ("Calendar version of the build.", [new("format", "Parts of calver.org, such as YYYY.0M.MICRO.", ConfigurationValue.Text) { Default = "YYYY.MM.MICRO" }, TimeZone]),
        StrategyNames.Match => ("Part of the git tag at HEAD.",
        [
            new("pattern", "Regular expression that matches anywhere in the git tag.", ConfigurationValue.Text) { IsRequired = true },
            new("group", "Number or name of the group that becomes the tag [default: the whole match].", ConfigurationValue.Text) { Default = "0" },
        ]),
        StrategyNames.Latest => ("latest: the highest release, or the newest build of the default branch.",
        [
            new("mode", "What it points to: auto is the highest release, or until there is one the newest build of the default branch.", ConfigurationValue.OneOf(LatestModes)) { Default = "auto" },
            new("since", "Git tag of the first release to consider [default: all releases].", ConfigurationValue.Text),
        ]),
        StrategyNames.GitSha => ("Commit.", [new("length", "Hexadecimal digits: short (7), long, or a number from 7.", ConfigurationValue.Text) { Default = "short" }]),
        StrategyNames.Date => ("Time of the build.",
        [
            new("format", "Date format of .NET, such as yyyyMMdd-HHmmss.", ConfigurationValue.Text) { Default = "yyyy-MM-dd" },
            TimeZone,
            new("counter", "Whether .N is appended, one more than the highest number of that day.", ConfigurationValue.Flag) { Default = "false" },
        ]),
        StrategyNames.Environment => ("Name of the environment that is deployed to.", []),
        StrategyNames.Branch => ("Branch that is built.", []),
        StrategyNames.PullRequest => ("Number of the pull request that is built.", []),
        StrategyNames.Schedule => ("Tag of scheduled runs.", [new("value", "The tag.", ConfigurationValue.Text) { Default = "nightly" }]),
        StrategyNames.Edge => ("Newest build of one branch.",
        [
            new("branch", "Branch [default: the default branch].", ConfigurationValue.Text),
            new("value", "The tag.", ConfigurationValue.Text) { Default = "edge" },
        ]),
        StrategyNames.Raw => ("A fixed text.", [new("value", "The tag.", ConfigurationValue.Text) { IsRequired = true }]),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no strategy"),
    };
}
