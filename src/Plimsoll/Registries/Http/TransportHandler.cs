namespace Plimsoll.Registries.Http;

/// <summary>
/// The last of our handlers: chooses the connections. Those to the registry that the user named go anywhere; those to
/// a host that the registry named go to public addresses only (server-side request forgery), unless the registry is
/// itself on this machine or in this network.
/// </summary>
internal sealed class TransportHandler : HttpMessageHandler
{
    private readonly HttpMessageInvoker _direct;
    private readonly HttpMessageInvoker _guarded;
    private readonly RegistryClientOptions _options;

    public TransportHandler(RegistryClientOptions options)
    {
        _options = options;
        _direct = new HttpMessageInvoker(options.Transport(Connections.Create(options, isGuarded: false)));
        _guarded = new HttpMessageInvoker(options.Transport(Connections.Create(options, isGuarded: true)));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.Of(request);
        var isOwn = context.Endpoint.Owns(request.RequestUri!);
        using var watchdog = new IdleWatchdog(_options.IdleTimeout, _options.TimeProvider, cancellationToken);
        context.Watchdog = watchdog;
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        try
        {
            return await (isOwn || context.Endpoint.IsLocal ? _direct : _guarded).SendAsync(request, watchdog.Token);
        }
        catch (Exception exception) when (watchdog.HasExpired && exception is OperationCanceledException or HttpRequestException or IOException)
        {
            throw watchdog.Timeout(exception);
        }
        finally
        {
            context.Watchdog = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _direct.Dispose();
            _guarded.Dispose();
        }

        base.Dispose(disposing);
    }
}
