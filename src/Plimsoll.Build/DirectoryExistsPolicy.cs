namespace Plimsoll.Build;

/// <summary>What happens where a directory to be made exists, for <see cref="FileSystemTasks"/>.</summary>
public enum DirectoryExistsPolicy
{
    /// <summary>It is an error.</summary>
    Fail,

    /// <summary>What is copied is added to it.</summary>
    Merge,
}
