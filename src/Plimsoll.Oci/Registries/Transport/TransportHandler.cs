using System.Collections.Concurrent;
using System.Net;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// The last of our handlers: chooses the connections. Those to the registry that the user named go anywhere; those to
/// a host that the registry named go to public addresses only (server-side request forgery), unless the registry is
/// itself on this machine or in this network.
/// </summary>
internal sealed class TransportHandler : HttpMessageHandler
{
    private readonly Lazy<HttpMessageInvoker> _direct;
    private readonly Lazy<HttpMessageInvoker> _guarded;
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly RegistryClientOptions _options;

    public TransportHandler(RegistryClientOptions options)
    {
        _options = options;
        _direct = new(() => new HttpMessageInvoker(options.Transport(Connections.Create(options, isGuarded: false))));
        _guarded = new(() => new HttpMessageInvoker(options.Transport(Connections.Create(options, isGuarded: true))));

        // Authorities that cannot be read are a mistake of whoever named them, and told at once.
        if (options.CaFile is not null)
            _ = _direct.Value;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.GetFrom(request);
        var isOwn = !context.IsAnonymous && context.Endpoint.Owns(request.RequestUri!);
        using var watchdog = new IdleWatchdog(_options.IdleTimeout, _options.TimeProvider, cancellationToken);
        context.Watchdog = watchdog;
        context.Proxy = Connections.FindProxy(_options, request.RequestUri!);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        var started = _options.TimeProvider.GetTimestamp();
        try
        {
            var isGuarded = !isOwn && !context.Endpoint.IsLocal;
            if (isGuarded)
                RefusePrivateAddress(request.RequestUri!);
            var connections = isOwn ? Own(context.Endpoint) : isGuarded ? _guarded.Value : _direct.Value;
            var response = await connections.SendAsync(request, watchdog.Token);
            _options.Trace?.Report(RequestTrace.Answered(request, response, _options.TimeProvider.GetElapsedTime(started)));
            return response;
        }
        catch (Exception exception) when (TraceFailure(request, exception, started) && watchdog.HasExpired && exception is OperationCanceledException or HttpRequestException or IOException)
        {
            throw watchdog.Timeout(exception);
        }
        finally
        {
            context.Watchdog = null;
        }
    }

    /// <summary>Tells of a failure where somebody listens, and lets it pass.</summary>
    /// <returns>Always <c>true</c>: it stands in a filter, so that every failure comes by.</returns>
    private bool TraceFailure(HttpRequestMessage request, Exception exception, long started)
    {
        _options.Trace?.Report(RequestTrace.Failed(request, exception, _options.TimeProvider.GetElapsedTime(started)));
        return true;
    }

    /// <summary>An address that is written out is refused through a proxy too; of a name only the proxy knows where it is.</summary>
    private void RefusePrivateAddress(Uri target)
    {
        var host = target.IdnHost.Trim('[', ']');
        if (IPAddress.TryParse(host, out var address) && AddressGuard.IsPrivate(address) && !Connections.IsAllowed(_options, host))
            throw new PrivateAddressException(host);
    }

    /// <summary>The connections to a registry; they are its own where it has certificates, which no other host gets to see.</summary>
    private HttpMessageInvoker Own(RegistryEndpoint endpoint) => _own.GetOrAdd(endpoint.Host, _ => new Lazy<HttpMessageInvoker>(() =>
    {
        var found = endpoint.IsPlainHttp ? null : CertificateFolder.Find(_options.CertificateFolders, endpoint.Registry, endpoint.Host);
        var certificates = (found ?? new CertificateFolder([], null, null)) is { CertificateFile: null } without
            ? without with { CertificateFile = _options.ClientCertificateFile, KeyFile = _options.ClientKeyFile ?? _options.ClientCertificateFile }
            : found!;
        return certificates is { Authorities.Count: 0, CertificateFile: null }
            ? _direct.Value
            : new HttpMessageInvoker(_options.Transport(Connections.CreateFor(_options, certificates)));
    })).Value;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var connections in _own.Values.Append(_direct).Append(_guarded).Where(connections => connections.IsValueCreated))
                connections.Value.Dispose();
        }

        base.Dispose(disposing);
    }
}
