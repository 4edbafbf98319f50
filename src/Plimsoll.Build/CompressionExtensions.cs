using System.Formats.Tar;
using System.IO.Compression;

namespace Plimsoll.Build;

/// <summary>Archives of directories. Failures are an <see cref="IOException"/> or <see cref="InvalidDataException"/>.</summary>
public static class CompressionExtensions
{
    /// <summary>Writes the files below a directory to a <c>.zip</c> archive, in the order of their paths.</summary>
    /// <param name="directory">The directory; paths in the archive are relative to it.</param>
    /// <param name="archive">The archive; its directories are created.</param>
    /// <param name="filter">Which files; the default is all.</param>
    /// <param name="compressionLevel">How much to compress.</param>
    /// <param name="fileMode">What happens where the archive exists; the default fails.</param>
    public static void ZipTo(
        this AbsolutePath directory,
        AbsolutePath archive,
        Func<AbsolutePath, bool>? filter = null,
        CompressionLevel compressionLevel = CompressionLevel.Optimal,
        FileMode fileMode = FileMode.CreateNew)
    {
        var files = Files(directory, archive, filter);
        using var stream = Open(archive, fileMode);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var file in files)
            zip.CreateEntryFromFile(file, directory.GetUnixRelativePathTo(file), compressionLevel);
    }

    /// <summary>Writes the files below a directory to a <c>.tar.gz</c> archive, in the order of their paths.</summary>
    /// <param name="directory">The directory; paths in the archive are relative to it.</param>
    /// <param name="archive">The archive; its directories are created.</param>
    /// <param name="filter">Which files; the default is all.</param>
    /// <param name="fileMode">What happens where the archive exists; the default fails.</param>
    public static void TarGZipTo(this AbsolutePath directory, AbsolutePath archive, Func<AbsolutePath, bool>? filter = null, FileMode fileMode = FileMode.CreateNew)
    {
        var files = Files(directory, archive, filter);
        using var stream = Open(archive, fileMode);
        using var gzip = new GZipStream(stream, CompressionLevel.Optimal);
        using var tar = new TarWriter(gzip);
        foreach (var file in files)
            tar.WriteEntry(file, directory.GetUnixRelativePathTo(file));
    }

    /// <summary>Extracts a <c>.zip</c> archive into a directory, replacing what is there; entries that would lead out of it are refused.</summary>
    public static void UnZipTo(this AbsolutePath archive, AbsolutePath directory) =>
        ZipFile.ExtractToDirectory(archive, directory.CreateDirectory(), overwriteFiles: true);

    /// <summary>Extracts a <c>.tar.gz</c> archive into a directory, replacing what is there; entries that would lead out of it are refused.</summary>
    public static void UnTarGZipTo(this AbsolutePath archive, AbsolutePath directory)
    {
        using var stream = File.OpenRead(archive);
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(gzip, directory.CreateDirectory(), overwriteFiles: true);
    }

    /// <summary>Writes the files below a directory to an archive, by its extension: <c>.zip</c>, <c>.tar.gz</c> or <c>.tgz</c>.</summary>
    /// <exception cref="BuildException">It has another extension (exit code 2).</exception>
    public static void CompressTo(this AbsolutePath directory, AbsolutePath archive, Func<AbsolutePath, bool>? filter = null, FileMode fileMode = FileMode.CreateNew)
    {
        if (IsZip(archive))
            directory.ZipTo(archive, filter, fileMode: fileMode);
        else
            directory.TarGZipTo(archive, filter, fileMode);
    }

    /// <summary>Extracts an archive into a directory, by its extension: <c>.zip</c>, <c>.nupkg</c>, <c>.tar.gz</c> or <c>.tgz</c>.</summary>
    /// <exception cref="BuildException">It has another extension (exit code 2).</exception>
    public static void UncompressTo(this AbsolutePath archive, AbsolutePath directory)
    {
        if (IsZip(archive))
            archive.UnZipTo(directory);
        else
            archive.UnTarGZipTo(directory);
    }

    private static bool IsZip(AbsolutePath archive) => archive.Name.ToLowerInvariant() switch
    {
        var name when name.EndsWith(".zip") || name.EndsWith(".nupkg") => true,
        var name when name.EndsWith(".tar.gz") || name.EndsWith(".tgz") => false,
        _ => throw BuildException.Usage($"{archive} is not an archive that can be read or written.", "Its name must end in .zip, .nupkg, .tar.gz or .tgz."),
    };

    private static FileStream Open(AbsolutePath archive, FileMode mode)
    {
        archive.Parent?.CreateDirectory();
        return File.Open(archive, mode);
    }

    // Listed before the archive is made, which may be in the directory itself.
    private static List<AbsolutePath> Files(AbsolutePath directory, AbsolutePath archive, Func<AbsolutePath, bool>? filter)
    {
        if (!directory.DirectoryExists())
            throw new DirectoryNotFoundException($"Directory {directory} does not exist.");
        return [.. directory.GlobFiles("**").Where(f => f != archive && filter?.Invoke(f) != false)];
    }
}
