using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// What is remembered of one upload. The file is open, and closed to other processes, as long as this object lives, so
/// that two processes never continue one session.
/// </summary>
internal sealed class UploadJournalEntry : IDisposable
{
    private const int MaximumSize = 64 * 1024;

    private readonly FileStream _file;
    private readonly string _path;
    private readonly string _repository;
    private readonly Descriptor _blob;
    private readonly TimeProvider _clock;

    private UploadJournalEntry(FileStream file, string path, string repository, Descriptor blob, TimeProvider clock)
    {
        _file = file;
        _path = path;
        _repository = repository;
        _blob = blob;
        _clock = clock;
        Session = Read();
    }

    /// <summary>The session that an earlier process left, or <c>null</c>.</summary>
    public Uri? Session { get; }

    /// <summary>Opens the entry; <c>null</c> where another process has it open.</summary>
    /// <exception cref="IOException">It cannot be opened, or is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be opened.</exception>
    public static UploadJournalEntry? Open(string path, string repository, Descriptor blob, TimeProvider clock) =>
        LockedFile.TryOpen(path, isPrivate: true) is { } file ? new UploadJournalEntry(file, path, repository, blob, clock) : null;

    /// <summary>Notes where the upload goes on; how much arrived the registry is asked.</summary>
    public void Save(Uri session) => Write(JsonSerializer.SerializeToUtf8Bytes(
        new UploadRecord(1, _repository, _blob.Digest.ToString(), _blob.Size, session.OriginalString, _clock.GetUtcNow()),
        RegistryJson.Default.UploadRecord));

    /// <summary>There is nothing to continue.</summary>
    public void Remove() => Write([]);

    public void Dispose()
    {
        // An empty entry says nothing; it is deleted while nobody else can have it open.
        try
        {
            if (_file.Length == 0 && !OperatingSystem.IsWindows())
                File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody cleared the folder away. An upload that worked does not fail for that.
        }

        _file.Dispose();
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            _file.SetLength(0);
            _file.Position = 0;
            _file.Write(content);
            _file.Flush(flushToDisk: false);
        }
        catch (IOException)
        {
            // A full disk must not end an upload that works.
        }
    }

    /// <summary>What is unreadable, too old or of something else counts as nothing.</summary>
    private Uri? Read()
    {
        if (_file.Length is 0 or > MaximumSize)
            return null;

        try
        {
            var bytes = new byte[_file.Length];
            _file.ReadExactly(bytes);
            var record = JsonSerializer.Deserialize(bytes, RegistryJson.Default.UploadRecord);
            return record is { SchemaVersion: 1, Session: { } session }
                && record.Repository == _repository
                && record.Digest == _blob.Digest.ToString()
                && record.Size == _blob.Size
                && _clock.GetUtcNow() - record.SavedAt is { } age && age >= TimeSpan.Zero && age <= UploadJournal.Lifetime
                    ? ResponseLocation.Parse(session)
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }
}
