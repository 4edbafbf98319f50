using System.Text;

namespace Plimsoll.Testing.Faults;

/// <summary>Reads heads, lines and counted bytes of HTTP/1.1 from a connection.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next byte, which stays to be read; <c>null</c> at the end.</summary>
    public async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken) =>
        await FillAsync(cancellationToken) ? _buffer[_start] : null;

    /// <summary>A head, its empty line included; <c>null</c> where the connection ends before one.</summary>
    /// <exception cref="IOException">The connection ends within it.</exception>
    public async ValueTask<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (await PeekAsync(cancellationToken) is null)
            return null;

        var head = new StringBuilder();
        string line;
        do
            head.Append(line = Encoding.Latin1.GetString(await ReadLineAsync(cancellationToken)));
        while (line != "\r\n");
        return head.ToString();
    }

    /// <summary>A line with its end.</summary>
    public async ValueTask<byte[]> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (line is not [.., (byte)'\n'])
        {
            if (!await FillAsync(cancellationToken))
                throw new IOException("The connection ended within a line.");
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n') + 1;
            line.AddRange(rest[..(length == 0 ? rest.Length : length)]);
            _start += length == 0 ? rest.Length : length;
        }

        return [.. line];
    }

    /// <summary>Reads some bytes, at most as many as there is room for; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> room, CancellationToken cancellationToken)
    {
        if (room.IsEmpty || !await FillAsync(cancellationToken))
            return 0;
        var count = Math.Min(room.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(room);
        _start += count;
        return count;
    }

    /// <summary>Reads so many bytes; <c>null</c> for all up to the connection's end.</summary>
    public async Task<byte[]> ReadBytesAsync(long? count, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (count is null || bytes.Length < count)
        {
            var read = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, (count ?? long.MaxValue) - bytes.Length)), cancellationToken);
            if (read == 0 && count is not null)
                throw new IOException("The connection ended within a body.");
            if (read == 0)
                break;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start < _end)
            return true;
        (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        return _end > 0;
    }
}
