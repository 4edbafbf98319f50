using System.Net;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Downloads;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// The way of every request: retries around whole operations, then redirects, authentication, notices, the budget of
/// its registry, connections.
/// </summary>
internal sealed class RegistryPipeline : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TransportHandler _transport;
    private readonly HttpMessageInvoker _invoker;
    private readonly RetryPolicy _retry;

    public RegistryPipeline(RegistryClientOptions options)
    {
        Options = options;
        Parts = new PartBufferPool(options.DownloadPartSize, options.DownloadParts);
        _retry = new RetryPolicy(options);
        _transport = new TransportHandler(options);
        var tokens = new TokenClient(new HttpMessageInvoker(_transport, disposeHandler: false), options, _retry, _stopping.Token);
        _invoker = new HttpMessageInvoker(new RedirectHandler(new AuthenticationHandler(new NoticeHandler(new RequestLimitHandler(_transport, options), options), options, tokens)));
    }

    public RegistryClientOptions Options { get; }

    /// <summary>The memory of all downloads.</summary>
    public PartBufferPool Parts { get; }

    /// <summary>Runs an operation with retries.</summary>
    public Task<T> RunAsync<T>(RegistryEndpoint endpoint, Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        _retry.ExecuteAsync(endpoint.Registry, operation, cancellationToken);

    /// <summary>Sends one request. The caller disposes both it and the answer.</summary>
    /// <exception cref="RegistryException">There was no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(RequestContext context, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _invoker.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (RegistryFailure.IsTransport(exception)
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RegistryFailure.FromTransport(context, request, exception);
        }
    }

    /// <summary>Sends one request and fails unless the status is one of those given; a write also where a web page is the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        RequestContext context,
        HttpRequestMessage request,
        ReadOnlyMemory<HttpStatusCode> expected,
        CancellationToken cancellationToken)
    {
        var response = await SendAsync(context, request, cancellationToken);
        var isExpected = expected.Span.Contains(response.StatusCode);
        if (isExpected && !RegistryFailure.IsPage(request, response))
            return response;

        using (response)
            throw isExpected ? RegistryFailure.NotTheRegistry(context, request, response, "the registry's") : await RegistryFailure.FromResponseAsync(context, request, response, Options, cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _invoker.Dispose();
        _stopping.Dispose();
    }
}
