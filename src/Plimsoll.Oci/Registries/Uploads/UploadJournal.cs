using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// Remembers uploads of large blobs that were begun, so that the next process continues one that an interrupted process
/// left half-sent. One small file an upload, in a folder that only this user can read: a session's address is a secret
/// of its own. Entries older than a day are forgotten, because registries end sessions that nobody uses.
/// </summary>
internal sealed class UploadJournal
{
    private const string Extension = ".json";

    private readonly string _folder;
    private readonly TimeProvider _clock;

    /// <summary>A journal in a folder, which is made with the first entry.</summary>
    /// <param name="folder">The folder; the journal alone uses it.</param>
    /// <param name="clock">Tells how old an entry is.</param>
    public UploadJournal(string folder, TimeProvider clock)
    {
        _folder = Path.GetFullPath(folder);
        _clock = clock;
    }

    /// <summary>How long an upload is remembered: a day.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(1);

    /// <summary>The folder of a user; <c>null</c> where the environment names no place.</summary>
    /// <param name="environment">The environment variables.</param>
    public static string? FindFolder(Func<string, string?> environment) => StateFolder.Find(environment, "uploads");

    /// <summary>
    /// Opens the entry of an upload, for this process alone as long as it is open. A journal is a convenience: where it
    /// cannot be had, the upload goes without.
    /// </summary>
    /// <returns><c>null</c> where another process has it open, or the folder is not this user's alone or not writable.</returns>
    internal UploadJournalEntry? TryOpen(string repository, Descriptor blob)
    {
        try
        {
            if (!StateFolder.Ensure(_folder))
                return null;

            RemoveOldEntries();
            var path = Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{repository}\n{blob.Digest}"))) + Extension);
            return UploadJournalEntry.Open(path, repository, blob, _clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void RemoveOldEntries()
    {
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*" + Extension))
            if (_clock.GetUtcNow() - file.LastWriteTimeUtc > Lifetime)
                file.Delete();
    }
}
