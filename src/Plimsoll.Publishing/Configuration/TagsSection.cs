using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.MetadataAction;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.Oci;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Configuration;

/// <summary>
/// Reads <c>tags:</c>. A mapping changes the rules that a repository without configuration gets, and adds to them; a list
/// or a text of lines holds the rules that there are; rules may be written as for docker/metadata-action.
/// </summary>
internal static class TagsSection
{
    /// <summary>The digits of a commit that a tag has.</summary>
    private const int DefaultLength = 7;

    private static readonly BuildEvent[] Events = [BuildEvent.Push, BuildEvent.Tag, BuildEvent.PullRequest, BuildEvent.Schedule, BuildEvent.Manual];

    private static readonly RunKind[] Runs = [RunKind.Branch, RunKind.Tag, RunKind.PullRequest];

    public static IReadOnlyList<TagStrategy> Read(YamlSection parent)
    {
        if (parent.Item("tags") is { Scalar: { Length: > 0 } lines } text)
            return text.Read(item => lines.Contains('\n', StringComparison.Ordinal) ? ParseLines(item, lines) : ParseName(item, lines), []);

        if (parent.Items("tags") is { } list)
            return [.. list.SelectMany(item => item.Scalar is { } name ? item.Read(_ => ParseName(item, name), []) : ParseMembers(item.Section))];

        if (parent.Section("tags") is not { } section)
            return TagRules.DefaultStrategies;

        var configured = ParseMembers(section).ToList();
        var named = section.Names;
        return [.. TagRules.DefaultStrategies.Where(strategy => !named.Contains(strategy.Name)), .. configured];
    }

    /// <summary>Whether the rules are the default ones, changed or not, rather than listed one by one; and nothing is said of pull requests.</summary>
    public static bool ChangesDefaults(YamlSection parent) => parent.Item("tags") switch
    {
        null => true,
        { Scalar: { Length: > 0 } } => false,
        _ => !parent.IsList("tags") && parent.Section("tags")?.Names.Contains(StrategyNames.PullRequest) != true,
    };

    private static List<TagStrategy> ParseLines(YamlItem item, string text)
    {
        try
        {
            return [.. RuleList.Split(text).Select(line => new RuleLineStrategy(line))];
        }
        catch (PlimsollException exception)
        {
            throw item.Error(exception.Message.TrimEnd('.'), exception.Advice ?? "Rules are those of docker/metadata-action, such as type=semver,pattern={{version}}.");
        }
    }

    private static List<TagStrategy> ParseName(YamlItem item, string name) => name.Contains('=', StringComparison.Ordinal) ? ParseLines(item, name)
        : StrategyNames.All.Contains(name)
        ? NeedsOptions(name) ? throw MissingOptions(name, item) : [TagRules.Default(name)]
        : throw item.Error($"'{name}' is not a tag strategy", Spelling.Advice(name, [.. StrategyNames.All]));

    private static bool NeedsOptions(string name) => name is StrategyNames.Raw or StrategyNames.Match;

    private static ConfigurationMistake MissingOptions(string name, YamlItem item) => item.Error($"'{name}' has no default options", $"Write {{ {name}: … }}.");

    private static IEnumerable<TagStrategy> ParseMembers(YamlSection section)
    {
        foreach (var name in StrategyNames.All)
            foreach (var item in section.Items(name) ?? section.One(name))
                if (item.Read(_ => Strategy(name, item), null) is { } strategy)
                    yield return strategy;
        section.RefuseOthers();
    }

    private static TagStrategy? Strategy(string name, YamlItem item)
    {
        switch (item.Scalar)
        {
            case "false":
                return null;
            case "true" or "" when !NeedsOptions(name):
                return TagRules.Default(name);
            case "":
                throw MissingOptions(name, item);
            case { } word:
                return ParseText(name, word, item);
        }

        var section = item.Section;
        var strategy = Options(name, section) with
        {
            When = Condition(section.Section("when")),
            Suffix = Affix(section, "suffix") ?? "",
        };
        if (Affix(section, "prefix") is { } prefix)
            strategy = strategy with { Prefix = prefix };
        section.RefuseOthers();
        if (strategy.Prefix.Length + strategy.Suffix.Length > TagText.MaximumLength / 2)
            throw item.Error($"prefix and suffix are longer than {TagText.MaximumLength / 2} characters");
        if (strategy.Prefix is ['.' or '-', ..])
            throw item.Error($"a tag cannot start with '{strategy.Prefix[0]}'");
        return strategy;
    }

    /// <summary>What a strategy's main option is, where only that is said: <c>latest: branch</c>, <c>raw: stable</c>.</summary>
    private static TagStrategy ParseText(string name, string text, YamlItem item) => name switch
    {
        StrategyNames.Latest => new LatestStrategy { Mode = Mode(text, item) },
        StrategyNames.Raw => new RawStrategy { Value = text },
        StrategyNames.Match => Match(text, null, item),
        StrategyNames.Edge => new EdgeStrategy { Branch = text },
        StrategyNames.Schedule => new ScheduleStrategy { Value = text },
        StrategyNames.CalendarVersion => new CalendarVersionStrategy { Format = CalendarFormat(text, item) },
        StrategyNames.Date => new DateStrategy { Format = DateFormat(text, item) },
        _ => throw item.Error($"'{name}' must be true, false, or a mapping of its options, not '{text}'"),
    };

    private static TagStrategy Options(string name, YamlSection section) => name switch
    {
        StrategyNames.SemanticVersion => Version(section, new SemanticVersionStrategy { BuildMetadata = section.Flag("buildMetadata") ?? true }),
        StrategyNames.Pep440 => Version(section, new Pep440Strategy()),
        StrategyNames.CalendarVersion => new CalendarVersionStrategy
        {
            Format = section.Read("format", CalendarFormat, new CalendarVersionStrategy().Format),
            Zone = Zone(section),
        },
        StrategyNames.Match => Pattern(section, section.RequiredText("pattern"), section.Text("group")),
        StrategyNames.Latest => new LatestStrategy { Mode = section.Read("mode", Mode, LatestMode.Auto), Since = section.Text("since") },
        StrategyNames.GitSha => new GitShaStrategy { Length = Length(section) },
        StrategyNames.Date => new DateStrategy
        {
            Format = section.Read("format", DateFormat, new DateStrategy().Format),
            Zone = Zone(section),
            Counter = section.Flag("counter") ?? false,
        },
        StrategyNames.Environment => new EnvironmentStrategy(),
        StrategyNames.Branch => new BranchStrategy(),
        StrategyNames.PullRequest => new PullRequestStrategy(),
        StrategyNames.Schedule => new ScheduleStrategy { Value = section.Text("value") ?? new ScheduleStrategy().Value },
        StrategyNames.Edge => new EdgeStrategy { Branch = section.Text("branch"), Value = section.Text("value") ?? new EdgeStrategy().Value },
        StrategyNames.Raw => new RawStrategy { Value = section.RequiredText("value") },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no strategy"),
    };

    private static VersionStrategy Version(YamlSection section, VersionStrategy strategy) => strategy with
    {
        Full = section.Flag("full") ?? true,
        Minor = section.Flag("minor") ?? true,
        Major = section.Flag("major") ?? true,
        ZeroMajor = section.Flag("zeroMajor") ?? false,
    };

    private static TagCondition Condition(YamlSection? section)
    {
        if (section is null)
            return TagCondition.Always;

        var condition = new TagCondition
        {
            Branches = section.Texts("branch"),
            Tags = section.Texts("tag"),
            Events = [.. section.Choices("event").Select(name => Events.First(known => TagCondition.EventName(known) == name))],
            Runs = [.. section.Choices("run").Select(name => Runs.First(known => TagCondition.RunName(known) == name))],
            Environments = section.Texts("environment"),
        };
        section.RefuseOthers();
        return condition;
    }

    private static LatestMode Mode(string text, YamlItem item) => text switch
    {
        "auto" => LatestMode.Auto,
        "branch" => LatestMode.Branch,
        "never" => LatestMode.Never,
        _ => throw item.Error($"'{item.Path}' must be one of auto, branch, never, not '{text}'"),
    };

    private static MatchStrategy Pattern(YamlSection section, string pattern, string? group)
    {
        // Not with the pattern that is a mistake, which no strategy takes.
        var nothing = new MatchStrategy { Pattern = "" };
        return section.Item("pattern")?.Read(item => Match(pattern, group, item), nothing) ?? nothing;
    }

    private static MatchStrategy Match(string pattern, string? group, YamlItem item)
    {
        try
        {
            var strategy = new MatchStrategy { Pattern = pattern, Group = group ?? "0" };
            return new Regex(pattern, RegexOptions.CultureInvariant).GroupNumberFromName(strategy.Group) >= 0
                ? strategy
                : throw item.Error($"'{pattern}' has no group '{strategy.Group}'");
        }
        catch (ArgumentException exception)
        {
            throw item.Error($"'{pattern}' is not a valid regular expression: {exception.Message.TrimEnd('.')}");
        }
    }

    private static CalendarVersionFormat CalendarFormat(string text, YamlItem item)
    {
        try
        {
            return CalendarVersionFormat.Parse(text);
        }
        catch (PlimsollException exception)
        {
            throw item.Error(exception.Message.TrimEnd('.'), exception.Advice);
        }
    }

    private static string DateFormat(string text, YamlItem item)
    {
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(text.Length == 1 ? "%" + text : text, CultureInfo.InvariantCulture);
            return text;
        }
        catch (FormatException)
        {
            throw item.Error($"'{text}' is not a valid date format", "Write it as .NET does, for example yyyy-MM-dd or yyyyMMdd-HHmmss.");
        }
    }

    private static TimeZoneInfo Zone(YamlSection section) => section.Read("timeZone", Zone, TimeZoneInfo.Utc);

    private static TimeZoneInfo Zone(string id, YamlItem item)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw item.Error($"the time zone '{id}' is not installed on this machine", "Use an IANA name such as Europe/Berlin; on Linux, the package tzdata provides them.");
        }
    }

    private static int Length(YamlSection section) => section.Read(
        "length",
        (text, item) => text switch
        {
            "short" => DefaultLength,
            "long" => GitShaStrategy.WholeId,
            _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is >= DefaultLength and <= GitShaStrategy.WholeId => length,
            _ => throw item.Error($"'{item.Path}' must be short, long or a number from {DefaultLength} to {GitShaStrategy.WholeId}, not '{text}'"),
        },
        DefaultLength);

    private static string? Affix(YamlSection section, string name) => section.Read<string?>(
        name,
        (text, item) => text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-')
            ? text
            : throw item.Error($"'{item.Path}' is '{text}', but a tag has only letters, digits, '_', '.' and '-'"),
        null);
}
