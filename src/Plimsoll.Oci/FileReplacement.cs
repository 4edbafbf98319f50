namespace Plimsoll.Oci;

/// <summary>Replaces a file of the user that was read before, unless somebody else has changed it since.</summary>
internal static class FileReplacement
{
    /// <summary>
    /// Writes the file whole; a link stays one, and what it leads to is written. Of several processes that read the same content one
    /// replaces it.
    /// </summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="before">What was read; <c>null</c> where there was no file.</param>
    /// <param name="after">What is to be there.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Whether it is there now, by whomever; <c>false</c> where the file is neither as it was nor as it is to be, and stays.</returns>
    /// <exception cref="PlimsollException">Another process holds its folder for a minute (exit code 1).</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static async Task<bool> TryWriteAsync(string path, byte[]? before, byte[] after, CancellationToken cancellationToken)
    {
        var target = RealPath.Resolve(path) is { Length: > 0 } real ? real : path;
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        await using var turn = await FileLock.AcquireFolderAsync(folder, cancellationToken);
        var current = File.Exists(target) ? await File.ReadAllBytesAsync(target, cancellationToken) : null;
        if (current is not null && current.AsSpan().SequenceEqual(after))
            return true;
        if (current is null ? before is not null : before is null || !current.AsSpan().SequenceEqual(before))
            return false;

        await AtomicFile.WriteAsync(target, after, cancellationToken);
        return true;
    }
}
