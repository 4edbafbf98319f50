using System.Net;
using System.Net.Http.Headers;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>Asks a registry whether it takes the credentials there are for it.</summary>
internal sealed class RegistryCheck(RegistryPipeline pipeline, RegistryEndpoint endpoint)
{
    private static readonly RegistryCredential Nobody = new("nowhere") { Username = "plimsoll-check", Password = "not-a-password" };

    /// <returns>Whether the registry looked at credentials.</returns>
    /// <exception cref="RegistryException">The credentials are missing or wrong (exit code 4), or the registry does not answer (7).</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await AskAsync(Context(), new[] { HttpStatusCode.OK }, cancellationToken);
        if (endpoint.Authentication.Challenge is not null)
            return true;

        // One that everybody may read from asks nobody for credentials here, and may still refuse wrong ones; so those are tried first.
        if (await AskAsync(Context(AuthenticationHandler.Basic(Nobody)), new[] { HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden }, cancellationToken) == HttpStatusCode.OK)
            return false;

        endpoint.Authentication.Challenge = new Challenge(Challenge.Basic, new Dictionary<string, string>());
        await AskAsync(Context(), new[] { HttpStatusCode.OK }, cancellationToken);
        return true;
    }

    private RequestContext Context(AuthenticationHeaderValue? authorization = null) => new(endpoint, $"use the registry {endpoint.Registry}") { Authorization = authorization };

    private Task<HttpStatusCode> AskAsync(RequestContext context, HttpStatusCode[] expected, CancellationToken cancellationToken) =>
        pipeline.RunAsync(
            endpoint,
            async token =>
            {
                var origin = await endpoint.GetOriginAsync(token);
                using var request = context.Attach(new HttpRequestMessage(HttpMethod.Get, new Uri(origin, "/v2/")));
                using var response = await pipeline.SendAsync(context, request, expected, token);
                return response.StatusCode;
            },
            cancellationToken);
}
