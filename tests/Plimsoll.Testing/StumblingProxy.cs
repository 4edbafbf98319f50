using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plimsoll.Testing;

/// <summary>
/// Stands in front of a real server and refuses its first request with 503, then passes every byte on. It serves a
/// command that runs as a whole, whose own connections no test can reach into.
/// </summary>
public sealed class StumblingProxy : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    // "At once", so that nothing waits for a clock that a test holds still.
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes(
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly IPEndPoint _server;
    private readonly Task _accepting;
    private int _refused;

    /// <summary>Starts to listen.</summary>
    /// <param name="server">Host and port of the server behind it.</param>
    public StumblingProxy(string server)
    {
        _server = IPEndPoint.Parse(server);
        _listener.Start();
        Host = _listener.LocalEndpoint.ToString()!;
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port, as in image references.</summary>
    public string Host { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[16 * 1024];
                var read = await stream.ReadAsync(buffer, _stopping.Token);

                // Clients ask loopback servers for TLS first; the server says itself that it has none.
                if (read > 0 && buffer[0] != TlsHandshake && Interlocked.Exchange(ref _refused, 1) == 0)
                {
                    await stream.WriteAsync(Refusal, _stopping.Token);
                    return;
                }

                using var server = new TcpClient();
                await server.ConnectAsync(_server, _stopping.Token);
                var upstream = server.GetStream();
                await upstream.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
                await Task.WhenAny(stream.CopyToAsync(upstream, _stopping.Token), upstream.CopyToAsync(stream, _stopping.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
            }
    }
}
