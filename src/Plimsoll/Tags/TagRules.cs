namespace Plimsoll.Tags;

/// <summary>How tags are derived. The defaults are what a repository without configuration gets.</summary>
public sealed record TagRules
{
    /// <summary>
    /// The strategies somebody asked for by name, from <see cref="StrategyNames"/>; the default <c>null</c> means all,
    /// and for production only those whose tags cannot move.
    /// </summary>
    public IReadOnlyList<string>? Strategies { get; init; }

    /// <summary>What <c>latest</c> follows. The default is <see cref="LatestMode.Auto"/>.</summary>
    public LatestMode Latest { get; init; } = LatestMode.Auto;

    /// <summary>What stands before the Git SHA, such as <c>sha-</c>. The default is nothing.</summary>
    public string ShaPrefix { get; init; } = "";

    /// <summary>Whether the environment that is deployed to is a production environment. The default is <c>false</c>.</summary>
    public bool IsProduction { get; init; }

    /// <summary>Whether a release may be made of a working tree with changes. The default is <c>false</c>.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>
    /// Whether versions may be told from a history that is cut off, where release tags may be missing. The default is
    /// <c>false</c>.
    /// </summary>
    public bool AllowShallow { get; init; }

    /// <summary>Whether an environment of this name is one of production unless configuration says otherwise: <c>production</c> or <c>prod</c>.</summary>
    public static bool IsProductionName(string environment) =>
        string.Equals(environment, "production", StringComparison.OrdinalIgnoreCase) || string.Equals(environment, "prod", StringComparison.OrdinalIgnoreCase);
}
