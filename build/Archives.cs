using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Plimsoll.Build;

/// <summary>
/// The archive of the native command: what is needed to run it, without a folder, so that it is unpacked where it is to be.
/// The same files give the same bytes.
/// </summary>
/// <param name="build">The running build.</param>
/// <param name="directory">The folder that the archive is put into.</param>
/// <param name="version">The version in its name.</param>
sealed class Archives(IPlimsollBuild build, AbsolutePath directory, string version)
{
    /// <summary>The first day that both formats can hold.</summary>
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs the command of this machine's platform.</summary>
    /// <param name="files">The folder of the command and the libraries beside it.</param>
    public void Pack(AbsolutePath files)
    {
        AbsolutePath[] content =
        [
            .. files.GlobFiles("*"),
            build.RootDirectory / "LICENSE",
            build.RootDirectory / "src" / "Plimsoll.Cli" / "README.md",
        ];
        var sorted = content.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var name = $"plimsoll-{version}-{RuntimeInformation.RuntimeIdentifier}";
        directory.CreateDirectory();
        if (OperatingSystem.IsWindows())
            WriteZip(directory / $"{name}.zip", sorted);
        else
            WriteTar(directory / $"{name}.tar.gz", sorted);
    }

    private static void WriteTar(AbsolutePath archive, IReadOnlyList<AbsolutePath> files)
    {
        using var file = File.Create(archive);
        using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach (var path in files)
        {
            using var content = File.OpenRead(path);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path.Name)
            {
                Mode = (UnixFileMode)Convert.ToInt32(path.Extension is "" && path.Name != "LICENSE" ? "755" : "644", 8),
                ModificationTime = Date,
                DataStream = content,
            });
        }
    }

    private static void WriteZip(AbsolutePath archive, IReadOnlyList<AbsolutePath> files)
    {
        archive.DeleteFile();
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        foreach (var path in files)
        {
            var entry = zip.CreateEntry(path.Name, CompressionLevel.Optimal);
            entry.LastWriteTime = Date;
            using var target = entry.Open();
            using var content = File.OpenRead(path);
            content.CopyTo(target);
        }
    }
}
