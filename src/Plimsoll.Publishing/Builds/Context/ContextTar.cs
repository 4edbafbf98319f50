using System.Formats.Tar;
using Plimsoll.Oci.Storage.Assembly;

namespace Plimsoll.Publishing.Builds.Context;

/// <summary>Streams the files of a build's context as a tar: sorted names, owner 0:0, their own modes, one time for all.</summary>
internal static class ContextTar
{
    public static async Task WriteAsync(
        string directory,
        Func<string, bool> isSent,
        Func<string, bool> mayHoldSent,
        IReadOnlyDictionary<string, byte[]> instead,
        DateTimeOffset time,
        Stream destination,
        CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(destination, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (name, content) in instead.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            using var stream = new MemoryStream(content);
            await tar.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = stream,
                    ModificationTime = time,
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                },
                cancellationToken);
        }

        foreach (var (name, info) in Entries(new DirectoryInfo(directory), ""))
            await DirectoryTar.WriteEntryAsync(tar, name, info, time, keepsMode: true, cancellationToken);

        IEnumerable<(string Name, FileSystemInfo Info)> Entries(DirectoryInfo folder, string prefix)
        {
            foreach (var info in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }).OrderBy(info => info.Name, StringComparer.Ordinal))
            {
                var path = prefix + info.Name;
                if (info is DirectoryInfo below && info.LinkTarget is null)
                {
                    foreach (var entry in Folder(below, path))
                        yield return entry;
                }
                else if (isSent(path) && !instead.ContainsKey(path) && IsFileOrLink(info))
                {
                    yield return (path, info);
                }
            }
        }

        IEnumerable<(string Name, FileSystemInfo Info)> Folder(DirectoryInfo folder, string path)
        {
            var sent = isSent(path);
            if (!sent && !mayHoldSent(path))
                yield break;

            if (sent)
                yield return (path + "/", folder);

            // An ignored folder comes along with what is taken back from it, and only then.
            foreach (var entry in Entries(folder, path + "/"))
            {
                if (!sent)
                    yield return (path + "/", folder);
                sent = true;
                yield return entry;
            }
        }
    }

    /// <summary>Sockets, pipes and devices are no part of a context.</summary>
    private static bool IsFileOrLink(FileSystemInfo info)
    {
        try
        {
            return info.LinkTarget is not null || (info is FileInfo file && DirectoryTar.IsRegularFile(file));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
