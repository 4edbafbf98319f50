namespace Plimsoll.Build.Tools;

/// <summary>What a path of a repository at GitHub is.</summary>
public enum GitHubItemType
{
    /// <summary>What it is in the working tree.</summary>
    Automatic,

    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,
}
