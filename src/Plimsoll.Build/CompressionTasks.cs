using System.IO.Compression;

namespace Plimsoll.Build;

/// <summary>Archives by methods of older builds; newer ones call those of <see cref="CompressionExtensions"/>.</summary>
public static class CompressionTasks
{
    /// <summary>Writes the files below a directory to an archive, by its extension.</summary>
    public static void Compress(string directory, string archiveFile, Predicate<FileInfo>? filter = null) =>
        Full(directory).CompressTo(Full(archiveFile), FilterOf(filter), FileMode.Create);

    /// <summary>Extracts an archive into a directory, by its extension.</summary>
    public static void Uncompress(string archiveFile, string directory) => Full(archiveFile).UncompressTo(Full(directory));

    /// <summary>Writes the files below a directory to a <c>.zip</c> archive.</summary>
    public static void CompressZip(
        string directory,
        string archiveFile,
        Predicate<FileInfo>? filter = null,
        CompressionLevel compressionLevel = CompressionLevel.Optimal,
        FileMode fileMode = FileMode.CreateNew) =>
        Full(directory).ZipTo(Full(archiveFile), FilterOf(filter), compressionLevel, fileMode);

    /// <summary>Extracts a <c>.zip</c> archive into a directory.</summary>
    public static void UncompressZip(string archiveFile, string directory) => Full(archiveFile).UnZipTo(Full(directory));

    /// <summary>Writes the files below a directory to a <c>.tar.gz</c> archive.</summary>
    public static void CompressTarGZip(string directory, string archiveFile, Predicate<FileInfo>? filter = null, FileMode fileMode = FileMode.CreateNew) =>
        Full(directory).TarGZipTo(Full(archiveFile), FilterOf(filter), fileMode);

    /// <summary>Extracts a <c>.tar.gz</c> archive into a directory.</summary>
    public static void UncompressTarGZip(string archiveFile, string directory) => Full(archiveFile).UnTarGZipTo(Full(directory));

    private static AbsolutePath Full(string path) => AbsolutePath.Create(Path.GetFullPath(path));

    private static Func<AbsolutePath, bool>? FilterOf(Predicate<FileInfo>? filter) => filter is null ? null : file => filter(file.ToFileInfo());
}
