using System.Net;
using System.Net.Sockets;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Referrers;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Registries.Uploads;

namespace Plimsoll.Oci.Registries;

/// <summary>One registry: where it is, whether it speaks TLS, and what was learned of its authentication.</summary>
internal sealed class RegistryEndpoint
{
    private const string DockerHubHost = "registry-1.docker.io";
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    private volatile Uri? _origin;
    private volatile bool _isCertain;
    private volatile bool _isPrivate;
    private volatile bool _wasPublic;

    public RegistryEndpoint(string registry, bool isPlainHttp, RequestLimiter budget)
    {
        Budget = budget;
        Registry = registry;
        Host = registry == Plimsoll.Oci.Images.ImageReference.DockerHub ? DockerHubHost : registry;
        Uploads = new UploadCapabilities(UploadProfile.ForHost(Host));
        var secure = new Uri($"https://{Host}/");
        var isLoopback = IsLoopbackName(secure);
        _isPrivate = isLoopback || (IPAddress.TryParse(secure.IdnHost, out var address) && AddressGuard.IsPrivate(address));
        if (isPlainHttp || !isLoopback)
        {
            _origin = isPlainHttp ? new Uri($"http://{Host}/") : secure;
            _isCertain = true;
        }
    }

    /// <summary>Host and port as in references.</summary>
    public string Registry { get; }

    /// <summary>Host and port that are connected to.</summary>
    public string Host { get; }

    /// <summary>Whether the registry is on this machine or in this network.</summary>
    public bool IsLocal => _isPrivate && !_wasPublic;

    public bool IsPlainHttp => _origin?.Scheme == Uri.UriSchemeHttp;

    /// <summary>What is known about how it wants to be authenticated to.</summary>
    public RegistryAuthenticationCache Authentication { get; } = new();

    /// <summary>What must not be repeated when the registry says it.</summary>
    public KnownSecrets Secrets { get; } = new();

    /// <summary>What its answers taught about uploads.</summary>
    public UploadCapabilities Uploads { get; }

    /// <summary>What its answers taught about referrers.</summary>
    public ReferrerCapabilities Referrers { get; } = new();

    /// <summary>How many requests it is sent at once.</summary>
    public RequestLimiter Budget { get; }

    /// <summary>Which of its warnings were reported.</summary>
    public WarningFilter Told { get; } = new();

    /// <summary>Whether an address is of this registry: same scheme, host and port.</summary>
    public bool Owns(Uri uri) => _origin is { } origin && ResponseLocation.IsSameOrigin(origin, uri);

    /// <summary>Scheme, host and port. A loopback registry is asked first whether it speaks TLS.</summary>
    public async ValueTask<Uri> GetOriginAsync(CancellationToken cancellationToken)
    {
        if (_isCertain && _origin is { } known)
            return known;

        // Where nobody answers, the next request asks again: the registry may be about to start.
        var speaksTls = await SpeaksTlsAsync(cancellationToken);
        var origin = new Uri($"{(speaksTls == true ? "https" : "http")}://{Host}/");
        _origin = origin;
        _isCertain = speaksTls is not null;
        return origin;
    }

    /// <summary>
    /// Tells at which address the registry is. One public address decides for good: whoever owns the name can give a
    /// private one later, to be led to this network's other hosts.
    /// </summary>
    public void ConnectedTo(IPAddress address)
    {
        _isPrivate = AddressGuard.IsPrivate(address);
        if (!_isPrivate)
            _wasPublic = true;
    }

    private static bool IsLoopbackName(Uri uri) =>
        uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <returns><c>null</c> where nobody answers.</returns>
    private async Task<bool?> SpeaksTlsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProbeLimit);
        var target = new Uri($"https://{Host}/");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.IdnHost, target.Port, limit.Token);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            await using var connection = new NetworkStream(socket);
            return await TlsProbe.AnswersAsync(connection, target.IdnHost, limit.Token);
        }
        catch (Exception exception) when (exception is IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
