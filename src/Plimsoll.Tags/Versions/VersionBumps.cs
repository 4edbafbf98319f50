namespace Plimsoll.Tags.Versions;

/// <summary>Determines and applies a <see cref="VersionBump"/>.</summary>
internal static class VersionBumps
{
    /// <summary>Types whose changes reach nobody who uses the software.</summary>
    private static readonly HashSet<string> NotReleased =
        new(["docs", "chore", "ci", "test", "tests", "style", "refactor", "build"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a commit asks for: a breaking change a major version, <c>feat</c> a minor one, <c>docs</c>, <c>chore</c>,
    /// <c>ci</c>, <c>test</c>, <c>style</c>, <c>refactor</c> and <c>build</c> none, every other type (<c>fix</c>, <c>perf</c>,
    /// <c>revert</c>, <c>deps</c>) a patch. So does a commit that is not conventional, given as <c>null</c>: it changed something.
    /// </summary>
    public static VersionBump FromCommit(ConventionalCommit? commit) => commit switch
    {
        null => VersionBump.Patch,
        { IsBreaking: true } => VersionBump.Major,
        _ when commit.Type.Equals("feat", StringComparison.OrdinalIgnoreCase) => VersionBump.Minor,
        _ => NotReleased.Contains(commit.Type) ? VersionBump.None : VersionBump.Patch,
    };

    /// <summary>The same for a version <c>0.x</c>, where breaking changes are expected: they ask for a minor version.</summary>
    public static VersionBump ForInitialDevelopment(this VersionBump bump) => bump == VersionBump.Major ? VersionBump.Minor : bump;

    /// <summary>The stable version that follows.</summary>
    public static SemanticVersion Next(this VersionBump bump, SemanticVersion version) => bump switch
    {
        VersionBump.Major => new SemanticVersion(version.Major + 1, 0, 0),
        VersionBump.Minor => new SemanticVersion(version.Major, version.Minor + 1, 0),
        VersionBump.Patch => new SemanticVersion(version.Major, version.Minor, version.Patch + 1),
        _ => version,
    };
}
