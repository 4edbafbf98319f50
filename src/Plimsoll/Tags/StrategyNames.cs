namespace Plimsoll.Tags;

/// <summary>The names of the tag strategies, as configuration, command line and reports write them.</summary>
public static class StrategyNames
{
    /// <summary>Semantic version of the release tag at HEAD.</summary>
    public const string SemanticVersion = "semver";

    /// <summary>Most recent build.</summary>
    public const string Latest = "latest";

    /// <summary>Exact commit.</summary>
    public const string GitSha = "sha";

    /// <summary>Build time.</summary>
    public const string Date = "date";

    /// <summary>Deployment target.</summary>
    public const string Environment = "environment";

    /// <summary>All of them, in the order in which their tags are listed.</summary>
    public static IReadOnlyList<string> All { get; } = [SemanticVersion, Latest, GitSha, Date, Environment];
}
