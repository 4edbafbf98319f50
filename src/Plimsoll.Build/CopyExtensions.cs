namespace Plimsoll.Build;

/// <summary>Copying and moving files and trees. Failures are an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
public static class CopyExtensions
{
    /// <summary>Copies a file, or a directory with all that is in it, to another path. Symbolic links to directories are copied as links.</summary>
    /// <param name="source">The file or directory.</param>
    /// <param name="target">Its new path; directories that are missing are created.</param>
    /// <param name="policy">What happens where the target exists.</param>
    /// <param name="excludeDirectory">Which directories below the source to leave out.</param>
    /// <param name="excludeFile">Which files below the source to leave out.</param>
    /// <returns>The target.</returns>
    public static AbsolutePath Copy(
        this AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy = ExistsPolicy.MergeAndOverwrite,
        Func<AbsolutePath, bool>? excludeDirectory = null,
        Func<AbsolutePath, bool>? excludeFile = null)
    {
        if (source.DirectoryExists())
            CopyTree(source, target, policy, excludeDirectory, excludeFile);
        else if (IsWritten(source, target, policy))
            File.Copy(source, Prepared(target), overwrite: true);
        return target;
    }

    /// <summary>Copies a file or directory into a directory under its own name, as <see cref="Copy"/>.</summary>
    public static AbsolutePath CopyToDirectory(
        this AbsolutePath source,
        AbsolutePath directory,
        ExistsPolicy policy = ExistsPolicy.MergeAndOverwrite,
        Func<AbsolutePath, bool>? excludeDirectory = null,
        Func<AbsolutePath, bool>? excludeFile = null) =>
        source.Copy(directory / source.Name, policy, excludeDirectory, excludeFile);

    /// <summary>Moves a file or directory to another path; a file that the policy skips stays where it is.</summary>
    /// <param name="source">The file or directory.</param>
    /// <param name="target">Its new path; directories that are missing are created.</param>
    /// <param name="policy">What happens where the target exists.</param>
    /// <returns>The target.</returns>
    public static AbsolutePath Move(this AbsolutePath source, AbsolutePath target, ExistsPolicy policy = ExistsPolicy.Fail)
    {
        if (!source.DirectoryExists())
        {
            if (IsWritten(source, target, policy))
                File.Move(source, Prepared(target), overwrite: true);
        }
        else if (!target.Exists())
        {
            Directory.Move(source, Prepared(target));
        }
        else
        {
            RefuseTree(source, target, policy);
            foreach (var entry in Entries(source))
                entry.Move(target / entry.Name, policy);
            if (Entries(source).Count == 0)
                Directory.Delete(source);
        }

        return target;
    }

    /// <summary>Moves a file or directory into a directory under its own name, as <see cref="Move"/>.</summary>
    public static AbsolutePath MoveToDirectory(this AbsolutePath source, AbsolutePath directory, ExistsPolicy policy = ExistsPolicy.Fail) =>
        source.Move(directory / source.Name, policy);

    /// <summary>Gives a file or directory another name in its directory, as <see cref="Move"/>; its own name changes nothing.</summary>
    public static AbsolutePath Rename(this AbsolutePath source, string name, ExistsPolicy policy = ExistsPolicy.Fail) =>
        source.Name == name ? source : source.Move(source / ".." / name, policy);

    private static void CopyTree(
        AbsolutePath source,
        AbsolutePath target,
        ExistsPolicy policy,
        Func<AbsolutePath, bool>? excludeDirectory,
        Func<AbsolutePath, bool>? excludeFile)
    {
        RefuseTree(source, target, policy);
        if (new DirectoryInfo(source).LinkTarget is { } link)
        {
            if (!target.Exists())
                Directory.CreateSymbolicLink(Prepared(target), link);
            return;
        }

        target.CreateDirectory();
        foreach (var entry in Entries(source))
            if ((entry.DirectoryExists() ? excludeDirectory : excludeFile)?.Invoke(entry) != true)
                entry.Copy(target / entry.Name, policy, excludeDirectory, excludeFile);
    }

    private static void RefuseTree(AbsolutePath source, AbsolutePath target, ExistsPolicy policy)
    {
        if (target.IsIn(source))
            throw new IOException($"Directory {source} cannot be put into itself, at {target}.");
        if (target.FileExists())
            throw new IOException($"Directory {source} cannot become {target}, which is a file.");
        if (target.DirectoryExists() && !policy.HasFlag(ExistsPolicy.DirectoryMerge))
            throw new IOException($"Directory {target} exists already.");
    }

    private static bool IsWritten(AbsolutePath source, AbsolutePath target, ExistsPolicy policy)
    {
        if (!target.FileExists())
            return true;
        if (policy.HasFlag(ExistsPolicy.FileOverwrite))
            return true;
        if (policy.HasFlag(ExistsPolicy.FileOverwriteIfNewer))
            return File.GetLastWriteTimeUtc(source) > File.GetLastWriteTimeUtc(target);
        return policy.HasFlag(ExistsPolicy.FileSkip) ? false : throw new IOException($"File {target} exists already.");
    }

    private static AbsolutePath Prepared(AbsolutePath target)
    {
        target.Parent?.CreateDirectory();
        return target;
    }

    private static List<AbsolutePath> Entries(AbsolutePath directory) => [.. Directory.GetFileSystemEntries(directory).Select(AbsolutePath.Create)];
}
