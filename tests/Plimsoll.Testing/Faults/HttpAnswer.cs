using System.Globalization;
using System.Text;

namespace Plimsoll.Testing.Faults;

/// <summary>An answer with its whole body, as bytes on the wire.</summary>
/// <param name="Head">Status line and headers, with the empty line behind them.</param>
/// <param name="Body">The body as it is framed.</param>
internal sealed record HttpAnswer(string Head, byte[] Body)
{
    /// <summary>An answer of the proxy's own.</summary>
    public static HttpAnswer Create(int status, string body, string mediaType, params IEnumerable<string> headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        string[] lines = [$"HTTP/1.1 {status} Fault", .. headers, .. bytes.Length > 0 ? [$"Content-Type: {mediaType}"] : Array.Empty<string>(), $"Content-Length: {bytes.Length}", "", ""];
        return new HttpAnswer(string.Join("\r\n", lines), bytes);
    }

    /// <summary>Reads an answer; those that are no answer yet are passed to <paramref name="interim"/>.</summary>
    /// <exception cref="IOException">The connection ends before its end.</exception>
    public static async Task<HttpAnswer> ReadAsync(WireReader reader, string method, Func<string, Task> interim, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(reader, interim, cancellationToken);
        var body = method == "HEAD" || HttpHead.ReadStatus(head) is 204 or 304 ? []
            : HttpHead.FindHeader(head, "Transfer-Encoding") == "chunked" ? await ReadChunksAsync(reader, cancellationToken)
            : await reader.ReadBytesAsync(HttpHead.FindHeader(head, "Content-Length") is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : null, cancellationToken);
        return new HttpAnswer(head, body);
    }

    /// <summary>Reads an answer's head.</summary>
    public static async Task<string> ReadHeadAsync(WireReader reader, Func<string, Task> interim, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await reader.ReadHeadAsync(cancellationToken) ?? throw new IOException("The server ended without an answer.");
            if (HttpHead.ReadStatus(head) >= 200)
                return head;
            await interim(head);
        }
    }

    public byte[] ToBytes() => [.. Encoding.Latin1.GetBytes(Head), .. Body];

    /// <summary>The chunks as they are on the wire.</summary>
    private static async Task<byte[]> ReadChunksAsync(WireReader reader, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        long length;
        do
        {
            var line = await reader.ReadLineAsync(cancellationToken);
            length = long.Parse(Encoding.ASCII.GetString(line).Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bytes.AddRange(line);
            bytes.AddRange(await reader.ReadBytesAsync(length + 2, cancellationToken));
        }
        while (length > 0);
        return [.. bytes];
    }
}
