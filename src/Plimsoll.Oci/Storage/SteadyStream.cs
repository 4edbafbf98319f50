namespace Plimsoll.Oci.Storage;

/// <summary>Reads a file to the length that it had when it was opened; one that became shorter is an error, because a tar has its length at its beginning.</summary>
/// <param name="file">The file, which is closed with this.</param>
/// <param name="path">What it is called in messages.</param>
internal sealed class SteadyStream(FileStream file, string path) : Stream
{
    private readonly long _length = file.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..Wanted(buffer.Length)];
        try
        {
            return Check(wanted.Length, file.Read(wanted));
        }
        catch (IOException exception)
        {
            throw SourceFile.Unreadable(path, exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..Wanted(buffer.Length)];
        try
        {
            return Check(wanted.Length, await file.ReadAsync(wanted, cancellationToken));
        }
        catch (IOException exception)
        {
            throw SourceFile.Unreadable(path, exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Wanted(int length) => (int)Math.Clamp(_length - file.Position, 0, length);

    private int Check(int wanted, int read) => read > 0 || wanted == 0
        ? read
        : throw PlimsollException.Usage($"Cannot read {path}: it became shorter while it was read.", "Run the command again when nothing changes this file.");
}
