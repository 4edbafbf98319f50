using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Registries.Transport.Proxies;
using Polly;
using Polly.Retry;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Requests to the identity services of clouds: few, small, with a deadline. No redirect is followed, because each
/// carries a secret, and none goes out without TLS except to this machine and to metadata services.
/// </summary>
internal sealed class CloudHttp
{
    private const int MaximumBody = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(1.5);

    private readonly CredentialEnvironment _environment;

    /// <summary>Made for the first request: most commands ask no cloud, and Polly looks at its options by reflection.</summary>
    private readonly Lazy<ResiliencePipeline<CloudResponse>> _retry;

    public CloudHttp(CredentialEnvironment environment)
    {
        _environment = environment;
        _retry = new(() => new ResiliencePipelineBuilder<CloudResponse> { TimeProvider = environment.Clock }
            .AddRetry(new RetryStrategyOptions<CloudResponse>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<CloudResponse>()
                    .HandleResult(answer => (int)answer.Status is 429 or 500 or 502 or 503 or 504)
                    .HandleInner<HttpRequestException>(),
            })
            .Build());
    }

    /// <summary>Sends a request and gives the answer where it is a success.</summary>
    /// <param name="step">What is asked for, as an infinitive: <c>get an Azure token</c>.</param>
    /// <param name="create">Makes the request, anew for each attempt.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PlimsollException">There was no answer, or no success.</exception>
    public async Task<CloudResponse> SendAsync(string step, Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var answer = await _retry.Value.ExecuteAsync(async token => await ExchangeAsync(step, create, isMetadata: false, token), cancellationToken);
        return answer.Status == HttpStatusCode.OK ? answer : throw answer.Refusal();
    }

    /// <summary>As <see cref="SendAsync"/>, for a service beside this process that the environment names.</summary>
    public async Task<CloudResponse> SendToMetadataAsync(string step, Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var answer = await _retry.Value.ExecuteAsync(async token => await ExchangeAsync(step, create, isMetadata: true, token), cancellationToken);
        return answer.Status == HttpStatusCode.OK ? answer : throw answer.Refusal();
    }

    /// <summary>Asks a metadata service that may not be there; <c>null</c> where it is not, or has nothing for this process.</summary>
    public async Task<CloudResponse?> ProbeAsync(string step, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProbeLimit);
        try
        {
            var answer = await ExchangeAsync(step, () => request, isMetadata: true, limit.Token);
            return answer.Status == HttpStatusCode.OK ? answer : null;
        }
        catch (PlimsollException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>A POST of a form.</summary>
    public static HttpRequestMessage Form(Uri uri, params IEnumerable<(string Name, string? Value)> fields) => new(HttpMethod.Post, uri)
    {
        Content = new FormUrlEncodedContent(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!))),
    };

    /// <summary>An address that a variable or a file gives.</summary>
    /// <exception cref="PlimsollException">It is none (exit code 2).</exception>
    public static Uri Address(string text, string source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0
            ? uri
            : throw PlimsollException.Usage($"{source} is not a valid URL: '{Redaction.Text(text)}'.");

    /// <summary>Reads a small file that a variable names.</summary>
    /// <exception cref="PlimsollException">It cannot be read (exit code 2).</exception>
    public static string ReadFile(string path, string source)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"The file '{path}', set in {source}, cannot be read: {exception.Message}", innerException: exception);
        }
    }

    private async Task<CloudResponse> ExchangeAsync(string step, Func<HttpRequestMessage> create, bool isMetadata, CancellationToken cancellationToken)
    {
        using var client = CreateClient(isMetadata);
        using var request = create();
        var uri = request.RequestUri!;
        if (uri.Scheme != Uri.UriSchemeHttps && !isMetadata && !uri.IsLoopback)
            throw PlimsollException.Usage($"Cannot {step}: the URL of {uri.IdnHost} does not use TLS.", "Use an https URL.");

        var started = _environment.Clock.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            Trace($"→ {(int)response.StatusCode} in");
            return new CloudResponse(step, uri.IdnHost, response.StatusCode, body, response.Headers.TryGetValues("Metadata-Flavor", out var flavors) ? flavors.First() : null);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            // Without its cause, which would be taken for a broken connection and tried again.
            throw new PlimsollException(ErrorKind.Transport, $"Cannot {step}: the response from {uri.IdnHost} is larger than {MaximumBody / 1024} KiB.", "Check the URL.");
        }
        catch (HttpRequestException exception)
        {
            Trace($"failed ({exception.HttpRequestError}) after");
            throw new PlimsollException(
                ErrorKind.Transport,
                $"Cannot {step}: the connection to {uri.IdnHost} port {uri.Port} failed ({exception.HttpRequestError}).",
                "Check the network and the proxy settings (HTTPS_PROXY, NO_PROXY).",
                Redaction.Cause(exception));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PlimsollException(ErrorKind.Transport, $"Cannot {step}: {uri.IdnHost} did not respond within {Limit.TotalSeconds} seconds.", "Try again later.", exception);
        }

        void Trace(string outcome) => _environment.Trace?.Report(
            string.Create(CultureInfo.InvariantCulture, $"{request.Method} {Redaction.Uri(uri)} {outcome} {_environment.Clock.GetElapsedTime(started).TotalMilliseconds:0} ms, to {step}"));
    }

    private HttpClient CreateClient(bool isMetadata)
    {
        // A proxy's metadata service would be the proxy's machine's.
        var handler = _environment.CloudTransport ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !isMetadata,
            Proxy = isMetadata ? null : EnvironmentProxy.Find(_environment.Variable),
            ConnectTimeout = isMetadata ? ProbeLimit : TimeSpan.FromSeconds(10),
        };
        return new HttpClient(handler, disposeHandler: _environment.CloudTransport is null) { Timeout = Limit, MaxResponseContentBufferSize = MaximumBody };
    }
}
