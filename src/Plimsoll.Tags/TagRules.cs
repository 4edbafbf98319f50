using Plimsoll.Oci;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Tags;

/// <summary>How tags are derived. The defaults are what a repository without configuration gets.</summary>
public sealed record TagRules
{
    /// <summary>The rules of a repository without configuration: version, <c>latest</c>, commit, day, environment.</summary>
    public static IReadOnlyList<TagStrategy> DefaultStrategies { get; } =
        [new SemanticVersionStrategy(), new LatestStrategy(), new GitShaStrategy(), new DateStrategy(), new EnvironmentStrategy()];

    /// <summary>The rules, one strategy each; a strategy may stand more than once. The default is <see cref="DefaultStrategies"/>.</summary>
    public IReadOnlyList<TagStrategy> Strategies { get; init; } = DefaultStrategies;

    /// <summary>
    /// The strategies to use, by name; the default <c>null</c> means all of
    /// <see cref="Strategies"/>, and for production only those whose tags cannot move.
    /// </summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>
    /// What stands before the version in a git tag that is a release, such as <c>api-v</c> of a component; ignores case.
    /// The default <c>null</c> means an optional <c>v</c>.
    /// </summary>
    public string? TagPrefix { get; init; }

    /// <summary>
    /// Patterns of tags that are not releases although they look like some, as those of an old numbering: with <c>*</c> (any
    /// characters, including <c>/</c>) and <c>?</c>, case-sensitive. The default is none.
    /// </summary>
    public IReadOnlyList<string> IgnoreTags { get; init; } = [];

    /// <summary>The environments that there are, whose tags no branch takes. The default is none.</summary>
    public IReadOnlyCollection<string> Environments { get; init; } = [];

    /// <summary>The default branch, if neither CI host nor clone know it. The default <c>null</c> means the one they report.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>Labels and annotations of one's own; they win over derived ones. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of one's own besides <see cref="Labels"/>, over which they win. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags of this run by their text, besides those that the strategies derive; the same rules apply to them. The default is none.</summary>
    public IReadOnlyList<string> Requested { get; init; } = [];

    /// <summary>Whether the environment that is deployed to is a production environment. The default is <c>false</c>.</summary>
    public bool IsProduction { get; init; }

    /// <summary>Whether a build of a pull request gets the tag of the strategy <c>pull-request</c> although no rule says so. The default is <c>true</c>.</summary>
    public bool AddsPullRequest { get; init; } = true;

    /// <summary>Whether the environment that is deployed to takes builds of pull requests. The default is <c>false</c>.</summary>
    public bool AllowsPullRequests { get; init; }

    /// <summary>Whether a working tree with changes is taken for its commit, which may be released and deployed. The default is <c>false</c>.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>
    /// Whether versions may be derived from a shallow clone, where release tags may be missing. The default is
    /// <c>false</c>.
    /// </summary>
    public bool AllowShallow { get; init; }

    /// <summary>
    /// Whether the tags of a branch (its own, <c>edge</c>, <c>latest</c> where there are no releases) may go back to an older
    /// commit than the one they name. The default is <c>false</c>.
    /// </summary>
    public bool AllowOlder { get; init; }

    /// <summary>Whether any rule counts up from tags that were published before.</summary>
    public bool CountsBuilds => Strategies.Any(strategy => strategy is DateStrategy { Counter: true } or CalendarVersionStrategy { Format.HasMicro: true });

    /// <summary>Whether an environment of this name is one of production unless configuration says otherwise: <c>production</c> or <c>prod</c>.</summary>
    public static bool IsProductionName(string environment) => ProductionNames.Contains(environment, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of environments that are production unless configuration says otherwise.</summary>
    internal static IReadOnlyList<string> ProductionNames { get; } = ["production", "prod"];

    /// <summary>The rules that count, in the order in which their tags are listed.</summary>
    /// <exception cref="PlimsollException">A requested strategy needs options and is not configured (exit code 2).</exception>
    internal IEnumerable<TagStrategy> Chosen() =>
        (Only is null ? Strategies : Only.Distinct().SelectMany(Named)).Concat(Requested.Select(text => new RequestedTag(text))).OrderBy(strategy => StrategyNames.GetOrder(strategy.Name));

    private IEnumerable<TagStrategy> Named(string name)
    {
        var configured = Strategies.Where(strategy => strategy.Name == name).ToList();
        return configured.Count > 0 ? configured : [Default(name)];
    }

    /// <summary>A strategy with the options that it has where nothing is configured.</summary>
    /// <exception cref="PlimsollException">It needs options (exit code 2).</exception>
    internal static TagStrategy Default(string name) => name switch
    {
        StrategyNames.SemanticVersion => new SemanticVersionStrategy(),
        StrategyNames.Pep440 => new Pep440Strategy(),
        StrategyNames.CalendarVersion => new CalendarVersionStrategy(),
        StrategyNames.Latest => new LatestStrategy(),
        StrategyNames.GitSha => new GitShaStrategy(),
        StrategyNames.Date => new DateStrategy(),
        StrategyNames.Environment => new EnvironmentStrategy(),
        StrategyNames.Branch => new BranchStrategy(),
        StrategyNames.PullRequest => new PullRequestStrategy(),
        StrategyNames.Schedule => new ScheduleStrategy(),
        StrategyNames.Edge => new EdgeStrategy(),
        _ => throw PlimsollException.Usage($"Tag strategy '{name}' has no default options.", $"Configure it in plimsoll.yml: tags: {{ {name}: … }}."),
    };
}
