namespace Plimsoll.Build;

/// <summary>What copying and moving do where the target exists: one choice for directories and one for files.</summary>
[Flags]
public enum ExistsPolicy
{
    /// <summary>A directory that exists is an error.</summary>
    DirectoryFail = 1 << 0,

    /// <summary>What is in a directory is added to that which exists.</summary>
    DirectoryMerge = 1 << 1,

    /// <summary>A file that exists is an error.</summary>
    FileFail = 1 << 2,

    /// <summary>A file that exists stays as it is.</summary>
    FileSkip = 1 << 3,

    /// <summary>A file that exists is replaced.</summary>
    FileOverwrite = 1 << 4,

    /// <summary>A file that exists is replaced by one that was written later.</summary>
    FileOverwriteIfNewer = 1 << 5,

    /// <summary>Whatever exists is an error.</summary>
    Fail = DirectoryFail | FileFail,

    /// <summary>Directories are merged, and files that exist stay.</summary>
    MergeAndSkip = DirectoryMerge | FileSkip,

    /// <summary>Directories are merged, and files that exist are replaced.</summary>
    MergeAndOverwrite = DirectoryMerge | FileOverwrite,

    /// <summary>Directories are merged, and files that exist are replaced by those that were written later.</summary>
    MergeAndOverwriteIfNewer = DirectoryMerge | FileOverwriteIfNewer,
}
