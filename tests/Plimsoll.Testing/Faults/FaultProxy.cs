using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Testing.Faults;

/// <summary>
/// A proxy in front of a real server that breaks requests and answers where a test wants them broken, and counts the bytes of
/// bodies that it passed on. HTTP/1.1, with announced lengths or in chunks, with and without TLS on one port.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private readonly ConcurrentQueue<ProxiedExchange> _exchanges = new();
    private readonly ConcurrentQueue<string> _leaks = new();
    private readonly Task _accepting;
    private long _bodyBytes;
    private int _count;
    private int _fired;

    private FaultProxy(string target, TestCertificate? certificate)
    {
        var colon = target.LastIndexOf(':');
        Server = (target[..colon], int.Parse(target[(colon + 1)..], CultureInfo.InvariantCulture));
        Certificate = certificate is null ? null : X509Certificate2.CreateFromPem(certificate.CertificatePem, certificate.KeyPem);
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        (Host, OtherHost) = ($"127.0.0.1:{port}", $"localhost:{port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port that clients connect to.</summary>
    public string Host { get; }

    /// <summary>The same proxy under another name.</summary>
    public string OtherHost { get; }

    /// <summary>Decides what happens to a request; the default lets everything pass. It is called once for each.</summary>
    public Func<ProxiedRequest, Fault> Decide { get; set; } = static _ => Fault.None;

    /// <summary>Is waited for before a request is decided about and passed on; the default does not wait.</summary>
    public Func<ProxiedRequest, Task> Hold { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Is told of a request once its answer was given back, or it broke; the default does nothing.</summary>
    public Action<ProxiedRequest> Answered { get; set; } = static _ => { };

    /// <summary>The clock of the clients, which faults of time need; <c>null</c> (default) where there are none.</summary>
    public FaultClock? Clock { get; init; }

    /// <summary>Whether answers are kept whole for <see cref="Exchanges"/>. The default is <c>false</c>.</summary>
    public bool IsRecording { get; set; }

    /// <summary>Every request, in the order of arrival.</summary>
    public IReadOnlyList<ProxiedRequest> Requests => [.. _requests];

    /// <summary>Every request with its answer, where they are recorded.</summary>
    public IReadOnlyList<ProxiedExchange> Exchanges => [.. _exchanges];

    /// <summary>Requests that carried credentials where they must not go: to another host, or without TLS.</summary>
    public IReadOnlyList<string> Leaks => [.. _leaks];

    /// <summary>How many bytes of bodies were passed on to the server.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>How many faults happened; one that its request or answer has no place for does not.</summary>
    public int Fired => Volatile.Read(ref _fired);

    internal (string Host, int Port) Server { get; }

    internal X509Certificate2? Certificate { get; }

    internal ProxyTokens? Tokens { get; private set; }

    /// <summary>Starts a proxy in front of a server.</summary>
    /// <param name="target">Host and port of the server.</param>
    /// <param name="certificate">The certificate to show to clients that speak TLS; <c>null</c> to hang up on them.</param>
    /// <param name="clock">The clock of the clients.</param>
    public static FaultProxy Start(string target, TestCertificate? certificate = null, FaultClock? clock = null) => new(target, certificate) { Clock = clock };

    /// <summary>Asks for bearer tokens from here on, and gives them to one user.</summary>
    public void RequireTokens(string username, string password) => Tokens = new ProxyTokens(Host, $"{username}:{password}");

    /// <summary>Forgets requests, bytes and faults that happened.</summary>
    public void Clear()
    {
        _requests.Clear();
        _exchanges.Clear();
        _leaks.Clear();
        Interlocked.Exchange(ref _bodyBytes, 0);
        Interlocked.Exchange(ref _fired, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
        Certificate?.Dispose();
    }

    internal int NextNumber() => Interlocked.Increment(ref _count);

    internal void AddFired() => Interlocked.Increment(ref _fired);

    internal void AddBodyBytes(int count) => Interlocked.Add(ref _bodyBytes, count);

    internal void Add(ProxiedExchange exchange) => _exchanges.Enqueue(exchange);

    internal void Add(ProxiedRequest request, bool isTls)
    {
        _requests.Enqueue(request);
        if (request.Authorization is not null && (request.Host == OtherHost || isTls != Certificate is not null))
            _leaks.Enqueue($"{request.Method} {request.Host}{request.Target}{(isTls ? "" : " without TLS")}");
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = new ProxyConnection(this, await _listener.AcceptTcpClientAsync(_stopping.Token), _stopping.Token).ServeAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end of the test.
        }
    }
}
