using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>Says in our words what went wrong, where, why and what to do: the one place where failures become exceptions.</summary>
internal static class RegistryFailure
{
    private const int MaximumBody = 64 * 1024;
    private const int MaximumErrors = 5;
    private const string ProxyAdvice = "Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; to connect without the proxy, add the host to NO_PROXY.";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Whether an exception of the HTTP stack means that the transport failed, not that the caller erred.</summary>
    public static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or SocketException or TimeoutException or AuthenticationException;

    /// <summary>The registry answered with a status that the operation cannot use.</summary>
    public static async Task<RegistryException> FromResponseAsync(
        RequestContext context,
        HttpRequestMessage request,
        HttpResponseMessage response,
        RegistryClientOptions options,
        CancellationToken cancellationToken)
    {
        byte[] body = [];
        try
        {
            body = await ResponseBody.ReadUpToAsync(context, request, response, MaximumBody, options, cancellationToken);
        }
        catch (RegistryException)
        {
            // The status says enough.
        }

        var secrets = context.Endpoint.Secrets;
        var errors = ReadErrors(body, secrets);
        var status = response.StatusCode;
        var (exitCode, reason, advice) = Explain(context, request, response, errors, body);
        return new RegistryException(exitCode, context.Endpoint.Registry, secrets.Hide($"Cannot {context.Action}: {reason}{Named(errors)}."), advice)
        {
            Repository = context.Repository,
            Method = request.Method.Method,
            Uri = secrets.Hide(Redaction.Uri(request.RequestUri!)),
            Status = status,
            Errors = errors,
            IsTransient = exitCode != ErrorKind.Conflict && IsTransient(status) && !MissesBlobs(errors),
            RetryAfter = RetryAfter(response, options.TimeProvider),
        };
    }

    /// <summary>The registry answered, but not as the specification has it.</summary>
    public static RegistryException Protocol(RequestContext context, HttpRequestMessage request, string reason, string? advice = null) =>
        new(ErrorKind.Transport, context.Endpoint.Registry, context.Endpoint.Secrets.Hide($"Cannot {context.Action}: {reason}."), advice)
        {
            Repository = context.Repository,
            Method = request.Method.Method,
            Uri = request.RequestUri is null ? null : context.Endpoint.Secrets.Hide(Redaction.Uri(request.RequestUri)),
        };

    /// <summary>Something answered that is not the registry, such as a proxy or the login page of a network.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">The answer.</param>
    /// <param name="expected">What it should have been, with its article.</param>
    public static RegistryException NotTheRegistry(RequestContext context, HttpRequestMessage request, HttpResponseMessage response, string expected) => Protocol(
        context,
        request,
        $"the response is {(response.Content.Headers.ContentType?.MediaType is { Length: > 0 } type ? $"'{Redaction.Text(type)}'" : "something else")} and not {expected}",
        "Something other than the registry may have answered, such as a proxy or the login page of a network. Check with 'curl' what is returned.");

    /// <summary>Whether a write was answered with a web page, which is no sign that anything was written; without a body the type is a default of a server.</summary>
    public static bool IsPage(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Method != HttpMethod.Get && request.Method != HttpMethod.Head
        && response.Content.Headers.ContentType?.MediaType is "text/html"
        && response.StatusCode != HttpStatusCode.NoContent && response.Content.Headers.ContentLength is not 0
        && !response.Headers.NonValidated.Contains("Docker-Content-Digest")
        && !response.Headers.NonValidated.Contains("Location");

    /// <summary>The registry served other content than its digest says.</summary>
    public static RegistryException Mismatch(RequestContext context, string reason) => new(
        ErrorKind.Transport,
        context.Endpoint.Registry,
        context.Endpoint.Secrets.Hide($"Cannot {context.Action}: the content that was received is corrupt: {reason}."),
        "Try again: a connection, proxy or cache may have damaged it. If it stays so, the image must be pushed again.")
    {
        Repository = context.Repository,
        IsContentMismatch = true,
    };

    /// <summary>The registry answered, but not where the upload goes.</summary>
    public static RegistryException FromLocation(RequestContext context, HttpRequestMessage request, HttpResponseMessage response)
    {
        var (reason, advice) = ResponseLocation.FindProblem(response, request) ?? throw new ArgumentException("The answer has a location.", nameof(response));
        return Protocol(context, request, $"{context.Endpoint.Registry} returned HTTP {(int)response.StatusCode} {reason}", advice);
    }

    /// <summary>No answer: the connection was not made, or broke, or went silent.</summary>
    public static RegistryException FromTransport(RequestContext context, HttpRequestMessage request, Exception exception)
    {
        var uri = request.RequestUri!;
        var proxy = context.Proxy is { } through ? $"{through.Scheme}://{through.Authority}" : null;
        var target = $"{uri.IdnHost} port {uri.Port}{(proxy is null ? "" : $" through the proxy {proxy}")}";
        var (reason, advice, isTransient) = Root(exception) switch
        {
            CertificateRefusedException refused => (
                $"{target}: {refused.Message}",
                $"If the certificate authority is a private one, provide its PEM file: with the setting 'ca-file', or as ~/.docker/certs.d/{context.Endpoint.Registry}/ca.crt.",
                false),
            PrivateAddressException refused => (
                $"{refused.Message}; private addresses are not contacted",
                $"If this is intended, allow the host '{refused.Host}'.",
                false),
            CryptographicException => (
                $"{target} requires a client certificate, or rejected the one that was sent",
                $"Use the setting 'client-cert', or save the certificate and key as ~/.docker/certs.d/{context.Endpoint.Registry}/client.cert and client.key.",
                false),
            AuthenticationException => (
                $"{target} failed the TLS handshake",
                "If this registry uses plain HTTP, allow it explicitly (the setting 'plain-http').",
                false),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => (
                $"the proxy refused to connect: {target}",
                "Check HTTPS_PROXY (host, user and password) and whether the proxy allows this host; to connect without the proxy, add the host to NO_PROXY.",
                true),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => (
                proxy is null ? $"the host {uri.IdnHost} was not found" : $"the host of the proxy {proxy} was not found",
                proxy is null ? "Check the host's name." : ProxyAdvice,
                false),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => (
                proxy is null ? $"{target} refused the connection" : $"the proxy {proxy} refused the connection",
                proxy is null ? "Check the host, the port and the proxy settings (HTTPS_PROXY, NO_PROXY), and that the server is running." : ProxyAdvice,
                true),
            SocketException socket => ($"the connection to {target} failed ({socket.SocketErrorCode})", "Check the network and the proxy settings (HTTPS_PROXY, NO_PROXY).", true),
            TimeoutException timeout => ($"the connection to {target} timed out: {timeout.Message}", "Try again later.", true),
            OperationCanceledException => ($"the connection to {target} timed out", "Check the host, the port and the firewall.", true),
            _ => ($"the connection to {target} was lost ({(exception is HttpRequestException http ? http.HttpRequestError : HttpRequestError.Unknown)})", "Try again later.", true),
        };
        return new RegistryException(ErrorKind.Transport, context.Endpoint.Registry, context.Endpoint.Secrets.Hide($"Cannot {context.Action}: {reason}."), advice, Redaction.Cause(exception))
        {
            Repository = context.Repository,
            Method = request.Method.Method,
            Uri = context.Endpoint.Secrets.Hide(Redaction.Uri(uri)),
            IsTransient = isTransient,
        };
    }

    private static Exception Root(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
            if (current is CertificateRefusedException or PrivateAddressException or AuthenticationException or SocketException or TimeoutException or HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } || IsAboutClientCertificate(current))
                return current;
        return exception;
    }

    /// <summary>With TLS 1.3 a server says so only after the handshake, by an alert that .NET knows as text alone.</summary>
    private static bool IsAboutClientCertificate(Exception exception) =>
        exception is CryptographicException && exception.Message.Contains("alert", StringComparison.Ordinal) && exception.Message.Contains("certificate", StringComparison.Ordinal);

    /// <summary>Whether the same request may succeed later. Those from 520 to 530 are what content delivery networks say of the registry behind them.</summary>
    public static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 425 or 429 or 499 or 500 or 502 or 503 or 504 or (>= 520 and <= 530);

    private static (ErrorKind ExitCode, string Reason, string? Advice) Explain(
        RequestContext context,
        HttpRequestMessage request,
        HttpResponseMessage response,
        IReadOnlyList<RegistryError> errors,
        byte[] body)
    {
        var registry = context.Endpoint.Registry;
        var status = (int)response.StatusCode;
        var said = $"{(context.Endpoint.Owns(request.RequestUri!) ? registry : request.RequestUri!.IdnHost)} returned HTTP {status}";
        return status switch
        {
            >= 400 and < 500 when context.IsAnonymous && !IsTransient(response.StatusCode) => (
                status == 404 ? ErrorKind.NotFound : ErrorKind.Transport,
                $"{request.RequestUri!.IdnHost} returned HTTP {status} to a request without credentials",
                "Leave out foreign layers, or ask the image's publisher."),
            407 when context.Proxy is { } proxy => (
                ErrorKind.Transport,
                $"the proxy {proxy.Scheme}://{proxy.Authority} requires a user and password, or rejected them ({status})",
                "Set them in HTTPS_PROXY or HTTP_PROXY, as http://USER:PASSWORD@HOST:PORT; to connect without the proxy, add the host to NO_PROXY."),
            _ when ImmutableTagRefusal.Explain(registry, request, status, errors) is { } refusal => (
                ErrorKind.Conflict,
                $"{refusal.Reason} ({status})",
                refusal.Advice),
            401 when context.Identity is null => (
                ErrorKind.Authentication,
                $"{registry} requires credentials, and none were found ({status})",
                $"Log in with 'plimsoll login {registry}', or set PLIMSOLL_REGISTRY_USERNAME, PLIMSOLL_REGISTRY_PASSWORD and PLIMSOLL_REGISTRY_HOST={registry}."),
            401 => (
                ErrorKind.Authentication,
                $"{registry} rejected the credentials of {context.Identity} ({status})",
                "Check the user name and password; a token may have expired."),
            403 => (
                ErrorKind.Authentication,
                $"{context.Identity ?? "the anonymous user"} is not allowed to do this at {registry} ({status})",
                "Request the permission, or use other credentials."),
            400 when request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/manifests/sha512:", StringComparison.Ordinal) => (
                ErrorKind.Transport,
                $"{said} for a manifest with a sha512 digest",
                "Some registries, such as docker-registry, accept blobs with such a digest, but not manifests. Push it under a sha256 digest, or keep it in an OCI layout."),
            404 => (ErrorKind.NotFound, $"{registry} has no such image or repository ({status})", "Check the name, and that the credentials give access to it."),
            _ when request.Method == HttpMethod.Delete && (status is 405 or 501 || (status == 400 && errors.Any(error => error.Code == "UNSUPPORTED"))) => (
                ErrorKind.Transport,
                $"{registry} does not allow deletion ({status})",
                "Enable deletion in the registry's configuration (docker-registry: REGISTRY_STORAGE_DELETE_ENABLED=true). Hosted registries such as ghcr.io, Docker Hub and Amazon ECR only delete through their own interface or command."),
            405 when request.Method == HttpMethod.Post || request.Method == HttpMethod.Put => (
                ErrorKind.Transport,
                $"{registry} does not accept pushes ({status})",
                "A pull-through cache or mirror is read-only: push to the registry behind it."),
            >= 500 when MissesBlobs(errors) => (
                ErrorKind.Transport,
                $"{said}: it rejected the manifest",
                "If it has foreign layers: docker-registry accepts only URLs that are listed in its configuration (validation.manifests.urls.allow)."),
            413 => (ErrorKind.Transport, $"{said}: the request is larger than the registry, or a proxy in front of it, allows", "Raise the proxy's limit on request bodies."),
            429 => (ErrorKind.Transport, $"{said}: too many requests{(RateLimit.FromResponse(response) is { } limit ? $", the limit is {limit.Allowance}" : "")}", "Wait, or log in: registries allow authenticated users more requests."),
            400 when context.Endpoint.IsPlainHttp && body.AsSpan().IndexOf("HTTPS"u8) >= 0 => (
                ErrorKind.Transport,
                $"{registry} requires TLS, and the request used plain HTTP",
                "Do not use plain HTTP for this registry."),
            >= 300 and < 400 when ResponseLocation.FindProblem(response, request) is { } problem => (ErrorKind.Transport, $"{said} (a redirect) {problem.Reason}", problem.Advice),
            >= 300 and < 400 => (ErrorKind.Transport, $"{said}: {(request.Method == HttpMethod.Get || request.Method == HttpMethod.Head ? "too many redirects" : "a redirect of this request is not followed")}", "Use the registry's own address; if it is the right one, its operator must know."),
            < 300 => (ErrorKind.Transport, $"{said}, which does not mean that it was done", "The registry, or a proxy in front of it, must be repaired."),
            _ => (ErrorKind.Transport, said, status >= 500 ? "Try again later; if the error persists, contact the registry's operator." : null),
        };
    }

    /// <summary>A verdict on the manifest, which asking again does not change; docker-registry answers 500 where one layer has a second fault.</summary>
    private static bool MissesBlobs(IReadOnlyList<RegistryError> errors) => errors.Any(error => error.Code == "MANIFEST_BLOB_UNKNOWN");

    /// <summary>
    /// How long an answer asks to wait, a day at most, in either form of the header (RFC 9110, section 10.2.3). A date is by the clock of
    /// who sent it, which the answer tells too.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider timeProvider)
    {
        if (!response.Headers.NonValidated.TryGetValues("Retry-After", out var values))
            return null;

        var text = values.ToString();
        if (double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds))
            return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromTicks(Math.Clamp((date - (response.Headers.Date ?? timeProvider.GetUtcNow())).Ticks, 0, LongestWait.Ticks))
            : null;
    }

    private static string Named(IReadOnlyList<RegistryError> errors) =>
        errors.Count == 0 ? "" : $" ({string.Join("; ", errors)})";

    private static IReadOnlyList<RegistryError> ReadErrors(byte[] body, KnownSecrets secrets)
    {
        try
        {
            if (body.Length == 0 || JsonSerializer.Deserialize(body, RegistryJson.Default.ErrorBody) is not { } read)
                return [];

            if (read.Errors.ValueKind == JsonValueKind.Array)
                return [.. read.Errors.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Take(MaximumErrors).Select(
                    entry => new RegistryError(Member(entry, "code", secrets).ToUpperInvariant(), Member(entry, "message", secrets)))];

            return read.Message.ValueKind == JsonValueKind.String ? [new RegistryError("UNKNOWN", Redaction.Text(secrets.Hide(read.Message.GetString()!)))] : [];
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return [];
        }
    }

    private static string Member(JsonElement entry, string name, KnownSecrets secrets) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Redaction.Text(secrets.Hide(value.GetString()!)) : "";
}
