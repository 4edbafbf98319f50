using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plimsoll.Testing;

/// <summary>What a <see cref="FaultProxy"/> does with one request.</summary>
public enum Fault
{
    /// <summary>It is passed on, and its answer back.</summary>
    None,

    /// <summary>The connection ends before the server sees anything of it.</summary>
    BeforeRequest,

    /// <summary>The connection ends when half of its body was passed on.</summary>
    InsideBody,

    /// <summary>The server sees all of it, and its answer is lost.</summary>
    BeforeAnswer,

    /// <summary>The proxy answers 503, to be tried again at once, and the server sees nothing of it.</summary>
    Unavailable,

    /// <summary>The proxy answers 403, and the server sees nothing of it.</summary>
    Denied,
}

/// <summary>A request as the proxy sees it.</summary>
/// <param name="Number">Its number, from 1, over all connections.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Length">The length of its body as announced.</param>
/// <param name="ContentRange">Its <c>Content-Range</c>, or <c>null</c>.</param>
/// <param name="IsChunked">Whether its body comes in chunks, and no length is announced.</param>
public sealed record ProxiedRequest(int Number, string Method, string Target, long Length, string? ContentRange, bool IsChunked = false)
{
    /// <summary>Whether it asks the server to change something.</summary>
    public bool IsWrite => Method is not ("GET" or "HEAD");
}

/// <summary>
/// A proxy in front of a real server that breaks connections where a test wants them broken, and counts the bytes of
/// bodies that it passed on. HTTP/1.1, with announced lengths or in chunks.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private static readonly byte[] Refusal = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();
    private static readonly byte[] Denial = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private readonly (string Host, int Port) _target;
    private readonly Task _accepting;
    private long _bodyBytes;
    private int _count;

    private FaultProxy(string target)
    {
        var colon = target.LastIndexOf(':');
        _target = (target[..colon], int.Parse(target[(colon + 1)..], CultureInfo.InvariantCulture));
        _listener.Start();
        Host = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port that clients connect to.</summary>
    public string Host { get; }

    /// <summary>Decides what happens to a request; the default lets everything pass. It is called once for each.</summary>
    public Func<ProxiedRequest, Fault> Decide { get; set; } = static _ => Fault.None;

    /// <summary>Every request, in the order of arrival.</summary>
    public IReadOnlyList<ProxiedRequest> Requests => [.. _requests];

    /// <summary>How many bytes of bodies were passed on to the server.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Starts a proxy in front of a server.</summary>
    /// <param name="target">Host and port of the server.</param>
    public static FaultProxy Start(string target) => new(target);

    /// <summary>Forgets requests and bytes.</summary>
    public void Clear()
    {
        _requests.Clear();
        Interlocked.Exchange(ref _bodyBytes, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, _stopping.Token);
            var (fromClient, toServer) = (client.GetStream(), server.GetStream());
            var answers = new AnswerPump(toServer, fromClient);
            var pumping = answers.RunAsync(_stopping.Token);

            // A server that hangs up hangs up on the client too.
            _ = pumping.ContinueWith(_ => client.Close(), TaskScheduler.Default);
            while (await ReadHeadAsync(fromClient) is { } head && await PassOnAsync(head, fromClient, toServer, answers))
            {
            }

            // Closing resets the connection, so that neither side waits for the other.
            client.LingerState = new LingerOption(true, 0);
            client.Close();
            server.Close();
            await pumping;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A broken connection is what this proxy is for.
        }
    }

    private async Task<bool> PassOnAsync(byte[] head, NetworkStream fromClient, NetworkStream toServer, AnswerPump answers)
    {
        var request = Parse(head);
        _requests.Enqueue(request);
        var fault = Decide(request);
        if (fault is Fault.Unavailable or Fault.Denied)
        {
            // Read to its end, so that closing does not reset what was just written.
            await fromClient.WriteAsync(fault == Fault.Denied ? Denial : Refusal, _stopping.Token);
            fromClient.Socket.Shutdown(SocketShutdown.Send);
            await fromClient.CopyToAsync(Stream.Null, _stopping.Token);
        }

        if (fault is Fault.BeforeRequest or Fault.Unavailable or Fault.Denied)
            return false;

        answers.IsMuted = fault == Fault.BeforeAnswer;
        await toServer.WriteAsync(head, _stopping.Token);
        if (request.IsChunked)
            await CopyChunksAsync(fromClient, toServer, fault == Fault.InsideBody);
        else
            await CopyAsync(fromClient, toServer, fault == Fault.InsideBody ? request.Length / 2 : request.Length);
        if (fault == Fault.BeforeAnswer)
            await answers.Muted.WaitAsync(_stopping.Token);
        return fault == Fault.None;
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, long count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), _stopping.Token);
            if (read == 0)
                throw new IOException("The client ended in the middle of a body.");

            // Counted first: once the server has the last byte its answer, and the test's question, may overtake this.
            Interlocked.Add(ref _bodyBytes, read);
            await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            count -= read;
        }
    }

    /// <summary>Passes chunks on, the empty one at the end included; or half of the first.</summary>
    private async Task CopyChunksAsync(NetworkStream from, NetworkStream to, bool isCut)
    {
        long length;
        do
        {
            var line = await ReadLineAsync(from);
            await to.WriteAsync(line, _stopping.Token);
            length = long.Parse(Encoding.ASCII.GetString(line).Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await CopyAsync(from, to, isCut ? length / 2 : length + 2);
        }
        while (length > 0 && !isCut);
    }

    private async Task<byte[]> ReadLineAsync(NetworkStream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line is not [.., (byte)'\n'])
        {
            if (await stream.ReadAsync(one, _stopping.Token) == 0)
                throw new IOException("The client ended in the middle of a body.");
            line.Add(one[0]);
        }

        return [.. line];
    }

    /// <summary>A request's head, its empty line included; <c>null</c> where the client has no more.</summary>
    private async Task<byte[]?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            // Clients ask loopback servers for TLS first; this one has none.
            if (await stream.ReadAsync(one, _stopping.Token) == 0 || (head.Count == 0 && one[0] == TlsHandshake))
                return null;
            head.Add(one[0]);
        }

        return [.. head];
    }

    private ProxiedRequest Parse(byte[] head)
    {
        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        var words = lines[0].Split(' ');
        string? Header(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
        return new ProxiedRequest(
            Interlocked.Increment(ref _count),
            words[0],
            words[1],
            long.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture),
            Header("Content-Range"),
            Header("Transfer-Encoding") == "chunked");
    }

    /// <summary>Brings what the server says to the client, until a fault mutes it.</summary>
    private sealed class AnswerPump(NetworkStream from, NetworkStream to)
    {
        private readonly TaskCompletionSource _muted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isMuted;

        public bool IsMuted
        {
            set => _isMuted = value;
        }

        /// <summary>Ends when the server's final answer came and was kept back.</summary>
        public Task Muted => _muted.Task;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                // "100 Continue" is no answer yet: without it the client would not send its body.
                var isInterim = buffer.AsSpan(0, read).StartsWith("HTTP/1.1 100"u8);
                if (!_isMuted || isInterim)
                    await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                else
                    _muted.TrySetResult();
            }
        }
    }
}
