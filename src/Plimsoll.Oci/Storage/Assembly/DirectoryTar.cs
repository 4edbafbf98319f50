using System.Formats.Tar;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>
/// Writes a directory as a tar that depends on nothing but names, content, link targets and the executable bit: sorted
/// names, one time for every entry, owner 0:0, modes 0755 and 0644.
/// </summary>
internal static class DirectoryTar
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Never part of an image: a repository with the credentials of its checkout, and our own records.</summary>
    private static readonly string[] LeftOut = [".git", ".plimsoll"];

    /// <summary>The longest name that a ustar header holds in every case, in bytes.</summary>
    private const int UstarNameLength = 100;

    /// <summary>The largest numbers of a ustar header: eleven octal digits for the length, seven for each owner.</summary>
    private const long UstarLength = (8L << 30) - 1;
    private const int UstarOwner = (1 << 21) - 1;

    public static async Task WriteAsync(string directory, DateTimeOffset time, Stream destination, WorkMeter? meter, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(meter?.Count(destination) ?? destination, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (name, info) in Entries(new DirectoryInfo(directory), ""))
        {
            await WriteEntryAsync(tar, name, info, time, keepsMode: false, cancellationToken);
            if (info is FileInfo)
                meter?.AddFile();
        }
    }

    private static IEnumerable<(string Name, FileSystemInfo Info)> Entries(DirectoryInfo directory, string prefix)
    {
        foreach (var info in directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }).Where(info => !LeftOut.Contains(info.Name)).OrderBy(info => info.Name, StringComparer.Ordinal))
        {
            var isDirectory = info is DirectoryInfo && info.LinkTarget is null;
            var name = prefix + info.Name + (isDirectory ? "/" : "");
            yield return (name, info);

            if (isDirectory)
                foreach (var entry in Entries((DirectoryInfo)info, name))
                    yield return entry;
        }
    }

    /// <summary>Writes one entry. The mode follows from kind and executable bit, or kept where the file system has one.</summary>
    internal static async Task WriteEntryAsync(TarWriter tar, string name, FileSystemInfo info, DateTimeOffset time, bool keepsMode, CancellationToken cancellationToken)
    {
        var linkTarget = info.LinkTarget;
        var type = linkTarget is not null ? TarEntryType.SymbolicLink
            : info is DirectoryInfo ? TarEntryType.Directory
            : TarEntryType.RegularFile;
        if (type == TarEntryType.RegularFile && !IsRegularFile((FileInfo)info))
            throw PlimsollException.Usage($"{info.FullName} is neither a file, a folder nor a symbolic link.", "Remove it from the directory, or use another directory.");

        var mode = type switch
        {
            not TarEntryType.SymbolicLink when keepsMode && !OperatingSystem.IsWindows() => info.UnixFileMode,
            TarEntryType.SymbolicLink => Readable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | Executable,
            TarEntryType.Directory => Readable | Executable,
            _ => IsExecutable(info) ? Readable | Executable : Readable,
        };
        await using var content = type == TarEntryType.RegularFile
            ? SourceFile.OpenSteady(info.FullName)
            : null;
        await tar.WriteEntryAsync(CreateEntry(type, name, linkTarget, time, mode, content), cancellationToken);
    }

    /// <summary>An entry that depends on nothing else. What a ustar header does not hold is written GNU's way: the class library puts the number of its process into the names of pax headers.</summary>
    internal static PosixTarEntry CreateEntry(TarEntryType type, string name, string? linkTarget, DateTimeOffset time, UnixFileMode mode, Stream? content, int uid = 0, int gid = 0)
    {
        PosixTarEntry entry = FitsUstar(name) && FitsUstar(linkTarget ?? "") && !(content?.Length > UstarLength) && uid <= UstarOwner && gid <= UstarOwner
            ? new UstarTarEntry(type, name)
            : new GnuTarEntry(type, name) { AccessTime = default, ChangeTime = default };
        entry.ModificationTime = time;
        entry.Uid = uid;
        entry.Gid = gid;
        entry.UserName = entry.GroupName = "";
        entry.Mode = mode;
        if (linkTarget is not null)
            entry.LinkName = linkTarget;
        if (content is not null)
            entry.DataStream = content;
        return entry;
    }

    private static bool FitsUstar(string name) => name.Length <= UstarNameLength && name.All(char.IsAscii);

    /// <summary>
    /// Opening a pipe would wait for a writer for ever. The class library tells a file's type only to its tar writer, which
    /// opens regular files alone; what has a length is one without asking, as is everything on Windows.
    /// </summary>
    internal static bool IsRegularFile(FileInfo file)
    {
        if (file.Length > 0 || OperatingSystem.IsWindows())
            return true;

        using var probe = new MemoryStream();
        try
        {
            using var writer = new TarWriter(probe, TarEntryFormat.Ustar, leaveOpen: true);
            writer.WriteEntry(file.FullName, "probe");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || UnixFile.IsLocked(exception))
        {
            return true;
        }

        probe.Position = 0;
        using var reader = new TarReader(probe);
        return reader.GetNextEntry()?.EntryType == TarEntryType.RegularFile;
    }

    private static bool IsExecutable(FileSystemInfo file) =>
        !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
}
