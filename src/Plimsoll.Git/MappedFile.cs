using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Git;

/// <summary>A file in memory, of which the parts are read that are looked at. What becomes longer later does not show.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;

    private MappedFile(SafeMemoryMappedViewHandle view, long length)
    {
        (_view, Length) = (view, length);
        view.AcquirePointer(ref _start);
    }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>Opens a file; <c>null</c> where it is empty, not a file or cannot be read.</summary>
    public static MappedFile? TryOpen(string path)
    {
        try
        {
            using var stream = RegularFile.TryOpen(path);
            if (stream is null || stream.Length == 0)
                return null;

            var length = stream.Length;
            using var file = MemoryMappedFile.CreateFromFile(stream, null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new MappedFile(file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle, length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Some bytes, all of which must be in the file.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    /// <summary>The same to read as a stream.</summary>
    public Stream Open(long offset, int length)
    {
        _ = Slice(offset, length);
        return new UnmanagedMemoryStream(_start + offset, length);
    }

    public void Dispose()
    {
        _view.ReleasePointer();
        _view.Dispose();
    }
}
