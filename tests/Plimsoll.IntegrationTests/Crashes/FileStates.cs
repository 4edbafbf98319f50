namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>The content of all files of a <see cref="CrashWorld"/> at one moment, by their paths in it.</summary>
internal static class FileStates
{
    public static SortedDictionary<string, byte[]> Read(CrashWorld world) => new(
        Files(world).ToDictionary(file => Path.GetRelativePath(world.Root, file), File.ReadAllBytes), StringComparer.Ordinal);

    /// <summary>Files that should not be there when nothing runs: any below the folder for temporary files, and any elsewhere that has such a name.</summary>
    public static IEnumerable<string> FindTemporary(CrashWorld world) => Files(world)
        .Concat(Directory.EnumerateDirectories(world.Temporary))
        .Where(path => path.StartsWith(world.Temporary, StringComparison.Ordinal) || IsTemporary(Path.GetFileName(path)))
        .Select(path => Path.GetRelativePath(world.Root, path));

    /// <summary>Whether a file is one that is written to become another, or only there to be locked.</summary>
    public static bool IsOfNoInterest(string path) => IsTemporary(Path.GetFileName(path)) || path.StartsWith("tmp/", StringComparison.Ordinal) || path.EndsWith(".lock", StringComparison.Ordinal);

    private static bool IsTemporary(string name) => name.EndsWith(".tmp", StringComparison.Ordinal);

    private static IEnumerable<string> Files(CrashWorld world) => Directory.EnumerateFiles(world.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
}
