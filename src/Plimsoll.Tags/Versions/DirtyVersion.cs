namespace Plimsoll.Tags.Versions;

/// <summary>The version of a release with changes that are not committed: not a release, and different for other changes.</summary>
internal static class DirtyVersion
{
    /// <summary>
    /// <c>2.1.0-dirty.HASH</c> for <c>2.1.0</c>. A prerelease goes on with a dot, so that <c>2.1.0-rc.1.dirty.HASH</c> is
    /// behind <c>2.1.0-rc.1</c> and before <c>2.1.0-rc.2</c>. Build metadata stays.
    /// </summary>
    /// <param name="version">The version of the commit.</param>
    /// <param name="hash">Stands for the changes: letters and digits, the first a letter.</param>
    public static SemanticVersion Create(SemanticVersion version, string hash)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new SemanticVersion(version.Major, version.Minor, version.Patch, [.. version.ReleaseLabels, "dirty", hash], version.Metadata);
    }
}
