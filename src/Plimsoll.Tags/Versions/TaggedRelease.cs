namespace Plimsoll.Tags.Versions;

/// <summary>A release tag and where it is.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="CommitId">The commit that it leads to.</param>
internal sealed record TaggedRelease(ReleaseTag Tag, string CommitId)
{
    /// <summary>The tag as git has it.</summary>
    public string Name => Tag.Name;

    /// <summary>The version it names.</summary>
    public SemanticVersion Version => Tag.Version;

    /// <summary>Whether the version is not a prerelease.</summary>
    public bool IsStable => Tag.IsStable;
}
