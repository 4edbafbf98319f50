using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Where receipts are kept.</summary>
internal static class ReceiptFile
{
    /// <summary>The folder of the receipts of a repository.</summary>
    /// <param name="directory">The directory that publishing runs in.</param>
    public static string FolderIn(string directory) => Path.Combine(directory, ".plimsoll", "receipts");

    /// <summary>Makes sure, before anything is published, that a receipt can be written.</summary>
    /// <param name="directory">The directory that publishing runs in.</param>
    /// <param name="path">The file asked for, or <c>null</c> for one in <see cref="FolderIn"/>.</param>
    /// <param name="setting">How the front end calls the setting that names the file.</param>
    /// <exception cref="PlimsollException">It cannot (exit code 2), or the disk is full (1).</exception>
    public static void Prepare(string directory, string? path, string setting = "'receipt'")
    {
        var folder = path is null ? FolderIn(directory) : Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            if (path is not null && Directory.Exists(path))
                throw PlimsollException.Usage($"The receipt cannot be written to {path}: it is a directory.", "Specify a file.");

            // A checkout can have links there, and they would lead the record to a place that its author chose.
            foreach (var part in path is null ? new[] { Path.GetDirectoryName(folder)!, folder } : [])
                if (new FileInfo(part).LinkTarget is { } target)
                    throw PlimsollException.Usage($"The receipt cannot be written to {folder}: {part} is a link to {target}.", $"Replace the link by a directory, or specify another file ({setting}).");

            AtomicFile.Probe(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Create($"The receipt cannot be written to {folder}: {exception.Message}", exception, $"Specify another file ({setting}).");
        }
    }

    /// <summary>Writes a receipt, whole or not at all. It is not cancelled: what is published is recorded.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="directory">The directory that publishing runs in; the file is named by time and commit.</param>
    /// <param name="path">The file to write instead, or <c>null</c>.</param>
    /// <returns>The file that was written, absolute.</returns>
    public static Task<string> WriteAsync(ImageReceipt receipt, string directory, string? path) =>
        WriteAsync(receipt.ToJson(), receipt.StartedAt, receipt.Commit[..7], directory, path);

    /// <summary>Writes a record, as the receipt of one image is.</summary>
    public static Task<string> WriteAsync(Receipt record, string directory, string? path)
    {
        ArgumentNullException.ThrowIfNull(record);
        return WriteAsync(record.ToJson(), record.StartedAt, record.Receipts is [var first, ..] ? first.Commit[..7] : ReceiptKind.Run, directory, path);
    }

    /// <summary>Writes the record of a prune, as the receipt of one image is.</summary>
    internal static Task<string> WriteAsync(string json, DateTimeOffset startedAt, string directory, string? path) =>
        WriteAsync(json, startedAt, ReceiptKind.Prune, directory, path);

    private static async Task<string> WriteAsync(string json, DateTimeOffset startedAt, string commit, string directory, string? path)
    {
        var file = Path.GetFullPath(path ?? Path.Combine(FolderIn(directory), $"{startedAt.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{commit}.json"));
        var content = Encoding.UTF8.GetBytes(json);
        if (path is not null)
        {
            await AtomicFile.WriteAsync(file, content, CancellationToken.None);
            return file;
        }

        // Two images of one commit can be published in the same millisecond; neither record may replace the other.
        var name = file;
        for (var number = 2; !await AtomicFile.TryCreateAsync(name, content, CancellationToken.None); number++)
            name = $"{file[..^".json".Length]}-{number}.json";
        return name;
    }
}
