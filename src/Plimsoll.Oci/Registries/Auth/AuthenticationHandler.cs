using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>
/// Answers challenges: Basic, or a bearer token from the realm. What a registry asked for once is sent unasked from
/// then on. Credentials go to the registry's own scheme, host and port and nowhere else.
/// </summary>
internal sealed class AuthenticationHandler(HttpMessageHandler inner, RegistryClientOptions options, TokenClient tokens)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.GetFrom(request);
        request.Headers.Authorization = null;
        if (context.IsAnonymous || !context.Endpoint.Owns(request.RequestUri!))
            return await base.SendAsync(request, cancellationToken);

        if (context.Authorization is not null)
        {
            request.Headers.Authorization = context.Authorization;
            return await base.SendAsync(request, cancellationToken);
        }

        var state = context.Endpoint.Authentication;
        var sent = state.Challenge is { } known ? await AuthorizeAsync(context, known, null, cancellationToken) : null;
        request.Headers.Authorization = sent;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || Choose(response) is not { } challenge)
            return response;

        var renewed = await AuthorizeAsync(context, challenge, sent, cancellationToken);
        if (renewed is null || (sent is not null && renewed.Equals(sent)))
            return response;

        response.Dispose();
        request.Headers.Authorization = renewed;
        response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            state.Challenge = challenge;
        return response;
    }

    private static Challenge? Choose(HttpResponseMessage response)
    {
        var challenges = Challenge.FromResponse(response);
        return challenges.FirstOrDefault(challenge => challenge.Scheme == Challenge.Bearer && challenge["realm"] is not null)
            ?? challenges.FirstOrDefault(challenge => challenge.Scheme == Challenge.Basic);
    }

    private async Task<AuthenticationHeaderValue?> AuthorizeAsync(
        RequestContext context,
        Challenge challenge,
        AuthenticationHeaderValue? refused,
        CancellationToken cancellationToken)
    {
        var credential = await FindCredentialAsync(context, cancellationToken);
        context.Identity = credential?.Identity;
        foreach (var secret in new[] { credential?.Password, credential?.IdentityToken, credential?.RegistryToken }.OfType<string>())
        {
            context.Endpoint.Secrets.Add(secret);
            context.Endpoint.Secrets.Add(Basic(credential! with { Password = secret }).Parameter!);
        }

        if (credential?.RegistryToken is { } registryToken)
            return new AuthenticationHeaderValue("Bearer", registryToken);

        if (challenge.Scheme == Challenge.Basic)
            return credential is { Password: not null } ? Basic(credential) : null;

        // The scope of a remembered challenge was that of another request.
        var asked = refused is null && context.Endpoint.Authentication.Challenge == challenge ? null : challenge["scope"];
        var scopes = Scopes.Merge([.. context.Scopes, .. asked?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []]);
        var token = await context.Endpoint.Authentication.Tokens.GetAsync(
            credential,
            scopes,
            refused is { Scheme: "Bearer" } ? refused.Parameter : null,
            options.TimeProvider.GetTimestamp(),
            () => tokens.GetAsync(context, challenge, scopes, credential),
            cancellationToken);
        return new AuthenticationHeaderValue("Bearer", token.Value);
    }

    internal static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));

    private async Task<RegistryCredential?> FindCredentialAsync(RequestContext context, CancellationToken cancellationToken)
    {
        var known = context.Endpoint.Authentication.Credentials;
        var key = context.Repository ?? "";
        if (known.TryGetValue(key, out var old) && old is { IsCompletedSuccessfully: true, Result.Life.IsOver: true })
            known.TryRemove(KeyValuePair.Create(key, old));
        var task = known.GetOrAdd(key, _ => LookUpAsync(context.Endpoint.Registry, context.Repository));
        try
        {
            return await task.WaitAsync(cancellationToken);
        }
        catch when (task.IsFaulted)
        {
            known.TryRemove(key, out _);
            throw;
        }
    }

    private async Task<RegistryCredential?> LookUpAsync(string registry, string? repository)
    {
        var credential = await options.Credentials.FindAsync(registry, repository, CancellationToken.None);
        options.Trace?.Report($"credentials for {registry}: {credential?.Identity ?? "none found, anonymous"}");
        return credential;
    }
}
