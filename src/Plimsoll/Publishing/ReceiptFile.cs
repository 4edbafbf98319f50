namespace Plimsoll.Publishing;

/// <summary>Where receipts are kept.</summary>
public static class ReceiptFile
{
    /// <summary>Writes a receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="directory">The directory of the repository; receipts are collected in its <c>.plimsoll/receipts</c>, named by time and commit.</param>
    /// <param name="path">The file to write instead, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>The file that was written, absolute.</returns>
    public static async Task<string> WriteAsync(Receipt receipt, string directory, string? path, CancellationToken cancellationToken)
    {
        path ??= Path.Combine(directory, ".plimsoll", "receipts", $"{receipt.StartedAt.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{receipt.Commit[..7]}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, receipt.ToJson(), cancellationToken);
        return path;
    }
}
