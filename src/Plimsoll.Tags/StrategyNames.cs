namespace Plimsoll.Tags;

/// <summary>The names of the tag strategies, as configuration, command line and reports write them.</summary>
public static class StrategyNames
{
    /// <summary>Semantic version of the release tag at HEAD.</summary>
    public const string SemanticVersion = "semver";

    /// <summary>Python version (PEP 440) of the release tag at HEAD.</summary>
    public const string Pep440 = "pep440";

    /// <summary>Calendar version of the build.</summary>
    public const string CalendarVersion = "calver";

    /// <summary>Part of the git tag at HEAD.</summary>
    public const string Match = "match";

    /// <summary>Most recent build.</summary>
    public const string Latest = "latest";

    /// <summary>Exact commit.</summary>
    public const string GitSha = "sha";

    /// <summary>Build time.</summary>
    public const string Date = "date";

    /// <summary>Deployment target.</summary>
    public const string Environment = "environment";

    /// <summary>Branch that is built.</summary>
    public const string Branch = "branch";

    /// <summary>Pull request that is built.</summary>
    public const string PullRequest = "pull-request";

    /// <summary>Scheduled build.</summary>
    public const string Schedule = "schedule";

    /// <summary>Newest build of one branch.</summary>
    public const string Edge = "edge";

    /// <summary>A text.</summary>
    public const string Raw = "raw";

    private static readonly string[] InOrder =
        [SemanticVersion, Pep440, CalendarVersion, Match, Latest, GitSha, Date, Environment, Branch, PullRequest, Schedule, Edge, Raw];

    /// <summary>All of them, in the order in which their tags are listed.</summary>
    public static IReadOnlyList<string> All => InOrder;

    /// <summary>The position of a strategy's tags; those of strategies that are not ours come last.</summary>
    internal static int GetOrder(string name) => Array.IndexOf(InOrder, name) is >= 0 and var index ? index : InOrder.Length;
}
