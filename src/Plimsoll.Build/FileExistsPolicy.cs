namespace Plimsoll.Build;

/// <summary>What happens where a file to be written exists, for <see cref="FileSystemTasks"/>.</summary>
public enum FileExistsPolicy
{
    /// <summary>It is an error.</summary>
    Fail,

    /// <summary>The file stays.</summary>
    Skip,

    /// <summary>The file is replaced.</summary>
    Overwrite,

    /// <summary>The file is replaced by one that was written later.</summary>
    OverwriteIfNewer,
}
