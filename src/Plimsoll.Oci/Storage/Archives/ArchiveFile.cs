using System.Formats.Tar;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// A tar file with an index of its entries, read in place. A compressed archive, or one that cannot be seeked, is
/// first written to a temporary file that goes away with this object.
/// </summary>
internal sealed class ArchiveFile : IDisposable
{
    /// <summary>The most entries an archive may have; a large image has some hundred.</summary>
    public const int MaximumEntries = 20_000;

    private const int MaximumLinks = 16;

    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;
    private readonly Dictionary<string, ArchiveEntry> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    private ArchiveFile(FileStream stream, string name)
    {
        _stream = stream;
        _handle = stream.SafeFileHandle;
        Name = name;
    }

    /// <summary>What the archive is called in messages.</summary>
    public string Name { get; }

    /// <summary>What it is called where there is little room: of a path the file's name.</summary>
    public string ShortName => ShortenName(Name);

    /// <summary>Who is told of work that takes long, or <c>null</c>.</summary>
    public IProgress<WorkProgress>? Progress { get; private init; }

    /// <summary>How many bytes the archive has, unpacked.</summary>
    public long Length => _stream.Length;

    /// <summary>Opens an archive on disk.</summary>
    public static async Task<ArchiveFile> OpenAsync(string path, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        FileStream stream;
        try
        {
            stream = SourceFile.Open(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PlimsollException.NotFound($"The archive '{path}' does not exist.", innerException: exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw PlimsollException.Usage($"The archive '{path}' cannot be opened: {exception.Message}", innerException: exception);
        }

        return await OpenAsync(stream, path, System.IO.Path.GetTempPath(), SpoolLimits.Default, progress, cancellationToken);
    }

    /// <summary>Opens what a stream gives, which is read to its end or taken over.</summary>
    /// <param name="content">The archive; it is disposed.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="spoolDirectory">Where a temporary file is made if one is needed.</param>
    /// <param name="limits">The limits of that file.</param>
    /// <param name="progress">Told of what takes long, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<ArchiveFile> OpenAsync(Stream content, string name, string spoolDirectory, SpoolLimits limits, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        FileStream? stream = null;
        try
        {
            stream = await SeekableAsync(content, name, spoolDirectory, limits, progress, cancellationToken);
            var archive = new ArchiveFile(stream, name) { Progress = progress };
            await archive.IndexAsync(cancellationToken);
            return archive;
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
        finally
        {
            if (!ReferenceEquals(stream, content))
                await content.DisposeAsync();
        }
    }

    /// <summary>The file of that path, links followed; <c>null</c> where there is none.</summary>
    public ArchiveEntry? Find(string path)
    {
        if (!ArchivePath.TryNormalize(path, out var current))
            throw Hostile($"refers to '{Neutral(path)}', which is outside of it");

        for (var step = 0; step <= MaximumLinks; step++)
        {
            if (_files.TryGetValue(current, out var file))
                return file;

            if (!_links.TryGetValue(current, out current!))
                return null;
        }

        throw Hostile($"has a loop of links at '{Neutral(path)}'");
    }

    /// <summary>The file of that path.</summary>
    /// <exception cref="PlimsollException">There is none: the archive is incomplete (exit code 2).</exception>
    public ArchiveEntry Get(string path) => Find(path) ?? throw Broken($"refers to '{Neutral(path)}', which it does not contain");

    /// <summary>Opens a file's content; streams are independent of each other.</summary>
    public Stream Open(ArchiveEntry entry) => new FileSlice(_handle, entry.Offset, entry.Length);

    /// <summary>Reads a small file whole.</summary>
    /// <exception cref="PlimsollException">It is larger than <paramref name="maximum"/> bytes (exit code 2).</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(ArchiveEntry entry, int maximum, CancellationToken cancellationToken)
    {
        if (entry.Length > maximum)
            throw Broken($"has a '{Neutral(entry.Path)}' of {entry.Length} bytes, more than the limit of {maximum}");

        var bytes = new byte[entry.Length];
        await using var content = Open(entry);
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>The archive is incomplete or not what it seems (exit code 2).</summary>
    public PlimsollException Broken(string how, Exception? inner = null) =>
        PlimsollException.Usage($"The archive '{Name}' cannot be used: it {how}.", "Create the archive again.", inner);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static async Task<FileStream> SeekableAsync(Stream content, string name, string spoolDirectory, SpoolLimits limits, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var start = new byte[6];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var compression = Compressions.Detect(start.AsSpan(0, read));
        if (compression is not (Compression.None or Compression.Gzip))
            throw PlimsollException.Usage($"The archive '{name}' is compressed with {compression.ToString().ToLowerInvariant()}, which cannot be read.", "Decompress it, or compress it with gzip.");

        if (content is FileStream { CanSeek: true } file && compression == Compression.None)
        {
            file.Position = 0;
            return file;
        }

        var whole = content.CanSeek ? content : new PrefixedStream(start.AsMemory(0, read), content);
        if (content.CanSeek)
            content.Position = 0;

        using var meter = WorkMeter.Start(progress, WorkKind.Reading, ShortenName(name), content.CanSeek ? content.Length : null);
        return await Spool.WriteAsync(whole, compression == Compression.Gzip, name, spoolDirectory, limits, meter, cancellationToken);
    }

    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        if (_stream.Length == 0)
            throw Broken("is empty");

        var folders = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = new TarReader(_stream, leaveOpen: true);
        for (var count = 0; await NextAsync(reader, cancellationToken) is { } entry; count++)
        {
            if (count == MaximumEntries)
                throw Hostile($"has more than {MaximumEntries} entries");

            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
                continue;

            if (!ArchivePath.TryNormalize(entry.Name, out var path))
                throw Hostile($"has an entry '{Neutral(entry.Name)}', which is outside of it");

            if (entry.EntryType == TarEntryType.Directory)
                folders.Add(path);
            else if (_files.ContainsKey(path) || _links.ContainsKey(path) || path.Length == 0)
                throw Hostile($"has the entry '{Neutral(path)}' twice, which readers may interpret differently");
            else
                Add(entry, path);
        }

        if (_files.Keys.Concat(_links.Keys).FirstOrDefault(folders.Contains) is { } both)
            throw Hostile($"has '{Neutral(both)}' both as a file and as a directory");
    }

    private void Add(TarEntry entry, string path)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                var offset = entry.Length == 0 ? 0 : entry.DataOffset;
                if (entry.Length < 0 || offset < 0 || entry.Length > _stream.Length - offset)
                    throw Broken($"ends in the middle of '{Neutral(path)}'");
                _files[path] = new ArchiveEntry(path, offset, entry.Length);
                break;
            case TarEntryType.SymbolicLink:
                _links[path] = ArchivePath.TryFollow(path, entry.LinkName, out var target)
                    ? target
                    : throw Hostile($"has a link '{Neutral(path)}' to '{Neutral(entry.LinkName)}', which is outside of it");
                break;
            case TarEntryType.HardLink:
                _links[path] = ArchivePath.TryNormalize(entry.LinkName, out var linked)
                    ? linked
                    : throw Hostile($"has a link '{Neutral(path)}' to '{Neutral(entry.LinkName)}', which is outside of it");
                break;
            default:
                throw Hostile($"has an entry '{Neutral(path)}' that is neither a file, a directory nor a link");
        }
    }

    private async Task<TarEntry?> NextAsync(TarReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The reader tells malformed headers apart by a wide choice of exceptions.
            throw Broken("is not a tar file, or is corrupt", exception);
        }
    }

    private PlimsollException Hostile(string how) =>
        PlimsollException.Usage($"The archive '{Name}' is refused: it {how}.", "No tool writes such an archive, so it may be malicious: do not use it.");

    private static string ShortenName(string name) => System.IO.Path.IsPathRooted(name) ? System.IO.Path.GetFileName(name) : name;

    /// <summary>An entry's name as a message may show it.</summary>
    private static string Neutral(string name)
    {
        var text = string.Concat(name.Select(character => char.IsControl(character) || char.IsSurrogate(character) || character is >= '\u2000' and <= '\u206f' ? '\ufffd' : character));
        return text.Length <= 120 ? text : text[..120] + "…";
    }
}
