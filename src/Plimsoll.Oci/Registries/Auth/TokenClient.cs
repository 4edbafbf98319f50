using System.Net;
using System.Text.Json;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>Gets bearer tokens from a realm (distribution, "Token Authentication" and "OAuth2").</summary>
internal sealed class TokenClient(HttpMessageInvoker transport, RegistryClientOptions options, RetryPolicy retry, CancellationToken stopping)
{
    private const string ClientId = "plimsoll";
    private const int MaximumBody = 1024 * 1024;
    private const int MaximumRedirects = 5;
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(30);

    public Task<AccessToken> GetAsync(RequestContext cause, Challenge challenge, IReadOnlyList<string> scopes, RegistryCredential? credential)
    {
        var context = new RequestContext(cause.Endpoint, $"get a token to {cause.Action}") { Repository = cause.Repository, Identity = credential?.Identity };
        var realm = Realm(context, challenge["realm"] ?? "");
        options.Trace?.Report(context.Endpoint.Secrets.Hide(
            $"token for {context.Endpoint.Registry} from {Redaction.Text(realm.Authority)}: {(scopes.Count == 0 ? "no scope" : Redaction.Text(string.Join(' ', Scopes.InRequestOrder(scopes))))}"));
        return retry.ExecuteAsync(
            context.Endpoint.Registry,
            token => FetchAsync(context, realm, challenge["service"], [.. Scopes.InRequestOrder(scopes)], credential, token),
            stopping);
    }

    private Uri Realm(RequestContext context, string text)
    {
        var endpoint = context.Endpoint;
        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || !Uri.TryCreate(text, UriKind.Absolute, out var realm) || realm.Scheme is not ("https" or "http"))
            throw new RegistryException(ErrorKind.Authentication, endpoint.Registry, endpoint.Secrets.Hide($"{endpoint.Registry} returned an invalid token server URL: '{Redaction.Text(text)}'."));

        if (realm.UserInfo.Length > 0 || (realm.Scheme == "http" && !MayBePlain(endpoint, realm)))
            throw new RegistryException(
                ErrorKind.Authentication,
                endpoint.Registry,
                endpoint.Secrets.Hide($"{endpoint.Registry} returned a token server URL without TLS or with a user in it: {Redaction.Uri(realm)}. No credentials are sent to it."),
                "Ask the registry's operator to use an https URL.");

        return ResponseLocation.Create(text);
    }

    /// <summary>
    /// Without TLS credentials go only to the host that gets them without TLS anyway, from this machine to this machine,
    /// or to where the user allows it.
    /// </summary>
    private bool MayBePlain(RegistryEndpoint endpoint, Uri realm)
    {
        var registry = new Uri($"http://{endpoint.Host}/");
        return endpoint.IsPlainHttp
            && (string.Equals(registry.IdnHost, realm.IdnHost, StringComparison.OrdinalIgnoreCase) || (registry.IsLoopback && realm.IsLoopback) || options.PlainHttp(realm.Authority));
    }

    private async Task<AccessToken> FetchAsync(
        RequestContext context,
        Uri realm,
        string? service,
        IReadOnlyList<string> scopes,
        RegistryCredential? credential,
        CancellationToken cancellationToken)
    {
        // Counted from before the request, so that a slow answer does not lengthen the token's life.
        var started = options.TimeProvider.GetTimestamp();
        if (credential?.IdentityToken is not null)
        {
            using var post = PostRequest(context, realm, service, scopes, credential.IdentityToken);
            using var answer = await SendAsync(context, post, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
                return await ReadAsync(context, post, answer, started, cancellationToken);
        }

        using var get = GetRequest(context, realm, service, scopes, credential);
        return await FollowAsync(context, get, started, cancellationToken);
    }

    /// <summary>
    /// Follows a token server that moved. Its credentials are those of its own scheme, host and port: to any other the request goes
    /// without them, and from TLS to plain HTTP it does not go at all.
    /// </summary>
    private async Task<AccessToken> FollowAsync(RequestContext context, HttpRequestMessage first, long started, CancellationToken cancellationToken)
    {
        var request = first;
        try
        {
            for (var count = 0; ; count++)
            {
                using var response = await SendAsync(context, request, cancellationToken);
                if (count == MaximumRedirects || !RedirectHandler.IsRedirect(response.StatusCode) || ResponseLocation.ReadFrom(response, request) is not { UserInfo: "" } target)
                    return await ReadAsync(context, request, response, started, cancellationToken);

                var next = context.Attach(new HttpRequestMessage(HttpMethod.Get, target));
                if (ResponseLocation.IsSameOrigin(target, request.RequestUri!))
                    next.Headers.Authorization = request.Headers.Authorization;
                if (request != first)
                    request.Dispose();
                request = next;
            }
        }
        finally
        {
            if (request != first)
                request.Dispose();
        }
    }

    private static HttpRequestMessage GetRequest(RequestContext context, Uri realm, string? service, IReadOnlyList<string> scopes, RegistryCredential? credential)
    {
        if (service is not null)
            realm = ResponseLocation.WithParameter(realm, "service", service);
        foreach (var scope in scopes)
            realm = ResponseLocation.WithParameter(realm, "scope", scope);

        var request = context.Attach(new HttpRequestMessage(HttpMethod.Get, realm));
        if ((credential?.Password ?? credential?.IdentityToken) is { } secret)
            request.Headers.Authorization = AuthenticationHandler.Basic(credential! with { Password = secret });
        return request;
    }

    private static HttpRequestMessage PostRequest(RequestContext context, Uri realm, string? service, IReadOnlyList<string> scopes, string identityToken)
    {
        var form = new List<KeyValuePair<string, string>>
        {
            new("grant_type", "refresh_token"),
            new("client_id", ClientId),
            new("refresh_token", identityToken),
        };
        if (service is not null)
            form.Add(new("service", service));
        if (scopes.Count > 0)
            form.Add(new("scope", string.Join(' ', scopes)));
        return context.Attach(new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) });
    }

    private async Task<HttpResponseMessage> SendAsync(RequestContext context, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (RegistryFailure.IsTransport(exception)
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RegistryFailure.FromTransport(context, request, exception);
        }
    }

    private async Task<AccessToken> ReadAsync(RequestContext context, HttpRequestMessage request, HttpResponseMessage response, long started, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            throw await RegistryFailure.FromResponseAsync(context, request, response, options, cancellationToken);

        var body = await ResponseBody.ReadAsync(context, request, response, MaximumBody, options, cancellationToken);
        TokenBody? read = null;
        try
        {
            read = JsonSerializer.Deserialize(body, RegistryJson.Default.TokenBody);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            // Said below, without the body, which may hold a token.
        }

        var value = read?.Token is { Length: > 0 } token ? token : read?.AccessToken;
        if (string.IsNullOrEmpty(value) || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw RegistryFailure.Protocol(context, request, "the token server's response contains no token");

        context.Endpoint.Secrets.Add(value);
        var lifetime = read!.ExpiresIn is > 0 and < 1e9 ? TimeSpan.FromSeconds(read.ExpiresIn.Value) : DefaultLifetime;
        var useful = lifetime - TimeSpan.FromTicks(Math.Min(RenewBefore.Ticks, lifetime.Ticks / 4));
        return new AccessToken(value, started + (long)(useful.TotalSeconds * options.TimeProvider.TimestampFrequency));
    }
}
