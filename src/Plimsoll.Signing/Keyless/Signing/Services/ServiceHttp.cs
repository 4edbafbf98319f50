using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Signing.Keyless.Signing.Services;

/// <summary>
/// Requests to the services that are needed to sign: with the connections, proxies, certificates, traces and retries of the registry
/// client. Each attempt has a deadline, each answer a limit. No redirect is followed, because a token goes along.
/// </summary>
internal sealed class ServiceHttp : IDisposable
{
    /// <summary>How long one attempt may take. Rekor 2 answers when its tree is written, which may take ten seconds and more.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>More than any answer has.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<string, RegistryEndpoint> _endpoints = new(StringComparer.OrdinalIgnoreCase);
    private readonly RegistryClientOptions _options;
    private readonly RetryPolicy _retry;
    private readonly HttpMessageInvoker _invoker;

    /// <param name="options">Proxies, certificates, clock, retries, and who is told.</param>
    public ServiceHttp(RegistryClientOptions options)
    {
        _options = options;
        _retry = new RetryPolicy(options);
        _invoker = new HttpMessageInvoker(new TransportHandler(options));
    }

    /// <summary>Leaves a secret that a service is about to be sent out of all that is said of it.</summary>
    public void Hide(Uri address, string secret) => EndpointOf(address).Secrets.Add(secret);

    /// <summary>Asks a service.</summary>
    /// <exception cref="RegistryException">It refused (exit code 4 or 7), or did not answer after retries (7).</exception>
    public Task<ServiceAnswer> SendAsync(ServiceRequest asked, CancellationToken cancellationToken)
    {
        var endpoint = EndpointOf(asked.Address);
        return _retry.ExecuteAsync(endpoint.Registry, token => ExchangeAsync(endpoint, asked, token), cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _invoker.Dispose();

    private RegistryEndpoint EndpointOf(Uri address) =>
        _endpoints.GetOrAdd(address.Authority, name => new RegistryEndpoint(name, address.Scheme == Uri.UriSchemeHttp, new RequestLimiter(_options)));

    private async Task<ServiceAnswer> ExchangeAsync(RegistryEndpoint endpoint, ServiceRequest asked, CancellationToken cancellationToken)
    {
        var context = new RequestContext(endpoint, asked.Action);
        using var deadline = new CancellationTokenSource(Limit, _options.TimeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var request = context.Attach(Create(asked));
        try
        {
            using var response = await _invoker.SendAsync(request, stop.Token);
            var body = await ResponseBody.ReadAsync(context, request, response, MostBytes, _options, stop.Token);
            return response.IsSuccessStatusCode || response.StatusCode == asked.AlsoAnswers
                ? new ServiceAnswer(response.StatusCode, body, FindLocation(request, response), reason => RegistryFailure.Protocol(context, request, $"{endpoint.Registry}: {reason}", "Check the service's address; a proxy may have answered in its place."))
                : throw Refusal(context, request, response, body, asked);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (RegistryFailure.IsTransport(exception) || exception is OperationCanceledException))
        {
            var failure = RegistryFailure.FromTransport(context, request, deadline.IsCancellationRequested ? new TimeoutException($"no complete answer within {Limit.TotalSeconds:0} seconds", exception) : exception);

            // That a server speaks no TLS means something else for a registry.
            throw exception.GetBaseException() is AuthenticationException ? failure.WithAdvice("Check the service's address, and any proxy in between.") : failure;
        }
    }

    private static HttpRequestMessage Create(ServiceRequest asked)
    {
        var request = new HttpRequestMessage(asked.Method, asked.Address) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(asked.AnswerType) } } };
        if (!asked.Body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(asked.Body) { Headers = { ContentType = new MediaTypeHeaderValue(asked.BodyType) } };
        return request;
    }

    private static Uri? FindLocation(HttpRequestMessage request, HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var values) && values.ToString() is { Length: > 0 } location ? ResponseLocation.ResolveHere(request.RequestUri!, location) : null;

    private RegistryException Refusal(RequestContext context, HttpRequestMessage request, HttpResponseMessage response, byte[] body, ServiceRequest asked)
    {
        var (endpoint, status) = (context.Endpoint, (int)response.StatusCode);
        var said = FindMessage(body) is { } message ? $": {Redaction.Text(endpoint.Secrets.Hide(message)).TrimEnd('.')}" : "";
        var (kind, advice) = asked.Explain(response.StatusCode) ?? (
            status is 401 or 403 ? ErrorKind.Authentication : ErrorKind.Transport,
            RegistryFailure.IsTransient(response.StatusCode) ? "Try again later; if the error persists, contact the service's operator." : "Check the service's address and version.");
        return new RegistryException(kind, endpoint.Registry, endpoint.Secrets.Hide($"Cannot {asked.Action}: {endpoint.Registry} returned HTTP {status}{said}."), advice)
        {
            Method = request.Method.Method,
            Uri = Redaction.Uri(request.RequestUri!),
            Status = response.StatusCode,
            IsTransient = RegistryFailure.IsTransient(response.StatusCode),
            RetryAfter = RegistryFailure.RetryAfter(response, _options.TimeProvider),
        };
    }

    /// <summary>What Fulcio, Rekor and the timestamp authority of Sigstore say in <c>message</c>; a page of a proxy says nothing.</summary>
    private static string? FindMessage(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String && message.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return null;
        }
    }
}
