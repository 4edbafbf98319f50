namespace Plimsoll.Git;

/// <summary>A file, folder, link or submodule of a commit: id and mode are all that git tells apart.</summary>
/// <param name="Id">In lower-case hexadecimal.</param>
/// <param name="Mode">As git writes it, such as octal 100644.</param>
internal readonly record struct PathEntry(string Id, int Mode)
{
    public const int FolderMode = 0x4000; // octal 040000

    public bool IsFolder => Mode == FolderMode;
}
