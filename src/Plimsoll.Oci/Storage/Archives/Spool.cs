using System.Buffers;
using System.IO.Compression;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>Temporary files, of archives that are compressed or cannot be seeked, and of layers that are made or compressed; each goes away when it is closed, or its process is killed.</summary>
internal static class Spool
{
    private const int BufferSize = 128 * 1024;
    private const string Prefix = "plimsoll-spool-";
    private const string Extension = ".tmp";
    private const string ReadInPlace = "the archive may be malicious. If you trust its origin, decompress it first: uncompressed archives are read in place, whatever their size.";

    /// <summary>Writes an archive, unpacked, to a temporary file, and gives that file at its beginning.</summary>
    /// <param name="content">The archive; its position tells how much of it was read.</param>
    /// <param name="isGzip">Whether it is to be unpacked.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="directory">Where the file is made.</param>
    /// <param name="limits">How much is written at most.</param>
    /// <param name="meter">Counts what is read, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">It is broken, or grows beyond the limits (exit code 2).</exception>
    public static async Task<FileStream> WriteAsync(Stream content, bool isGzip, string name, string directory, SpoolLimits limits, WorkMeter? meter, CancellationToken cancellationToken)
    {
        var spool = Create(directory);
        try
        {
            await using var unpacked = isGzip ? new GZipStream(content, CompressionMode.Decompress, leaveOpen: true) : null;
            await CopyAsync(unpacked ?? content, spool, written =>
            {
                Check(written, isGzip ? content.Position : null, name, limits);
                meter?.Reach(content.CanSeek ? content.Position : written);
            }, cancellationToken);
            await spool.FlushAsync(cancellationToken);
            spool.Position = 0;
            return spool;
        }
        catch (InvalidDataException exception)
        {
            await spool.DisposeAsync();
            throw PlimsollException.Usage($"The archive '{name}' cannot be used: its compressed content is corrupt.", "Create the archive again.", exception);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private static async Task CopyAsync(Stream source, Stream destination, Action<long> moved, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long written = 0;
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                moved(written += read);
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Check(long written, long? compressed, string name, SpoolLimits limits)
    {
        if (written > limits.Maximum)
            throw PlimsollException.Usage(
                $"The archive '{name}' is refused: it is larger than {limits.Maximum / (1024 * 1024):N0} MiB, the limit for a temporary file.",
                $"No image is that large; {ReadInPlace}");

        if (written > limits.RatioFrom && written > compressed * limits.MaximumRatio)
            throw PlimsollException.Usage(
                $"The archive '{name}' is refused: it unpacks to more than {limits.MaximumRatio} times its size.",
                $"No image compresses that well; {ReadInPlace}");
    }

    /// <summary>Makes an empty file that can be written and read.</summary>
    /// <param name="directory">Where.</param>
    /// <exception cref="PlimsollException">The folder is not there or cannot be written to (exit code 2).</exception>
    public static FileStream Create(string directory)
    {
        var options = new FileStreamOptions
        {
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };

        // An image can hold secrets: nobody else reads it. Windows has no modes; its temporary folder is the user's own.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = TemporaryFiles.Create(directory, Prefix, Extension, options);

        // Without a name it is gone with its process, however that ends; unless it ended just before.
        ClaimedFile.RemoveAbandoned(file, Prefix, Extension);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
    }
}
