using System.Net.Http.Headers;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// The identity of a CI job. GitHub Actions (with the permission <c>id-token: write</c>) and Azure Pipelines (with a service connection)
/// are asked for a token when it is exchanged, because it lives for minutes. GitLab puts tokens into variables when the job starts:
/// the one in <c>PLIMSOLL_ID_TOKEN</c> is taken.
/// </summary>
internal sealed class JobIdentity(CredentialEnvironment environment, CloudHttp http)
{
    /// <summary>What it is called in messages.</summary>
    public const string Source = "the identity of the job";

    /// <summary>The only audience of the tokens of Azure Pipelines.</summary>
    public const string AzureAudience = "api://AzureADTokenExchange";

    private const string Step = "get an identity token of the job";
    private const string GitHubAddress = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string AzureAddress = "SYSTEM_OIDCREQUESTURI";

    /// <summary>A token for one audience; <c>null</c> where there is no such job.</summary>
    /// <exception cref="PlimsollException">The host gave none (exit code 4), or does not answer (7).</exception>
    public async Task<string?> FindTokenAsync(string audience, CancellationToken cancellationToken)
    {
        if (await FindGitHubTokenAsync(audience, cancellationToken) is { } github)
            return github;
        if (audience == AzureAudience && environment[AzureAddress] is { } azure && environment["SYSTEM_ACCESSTOKEN"] is { } token && environment["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] is { } connection)
            return (await AskAsync(HttpMethod.Post, CloudHttp.Address(azure, AzureAddress), $"api-version=7.1&serviceConnectionId={Uri.EscapeDataString(connection)}", token, cancellationToken)).Required("oidcToken");
        return environment["PLIMSOLL_ID_TOKEN"]?.Trim();
    }

    /// <summary>The same of GitHub Actions alone.</summary>
    /// <inheritdoc cref="FindTokenAsync"/>
    public async Task<string?> FindGitHubTokenAsync(string audience, CancellationToken cancellationToken) =>
        environment[GitHubAddress] is { } address && environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] is { } secret
            ? (await AskAsync(HttpMethod.Get, CloudHttp.Address(address, GitHubAddress), $"audience={Uri.EscapeDataString(audience)}", secret, cancellationToken)).Required("value")
            : null;

    private Task<CloudResponse> AskAsync(HttpMethod method, Uri address, string query, string secret, CancellationToken cancellationToken) => http.SendAsync(
        Step,
        () => new HttpRequestMessage(method, $"{address.AbsoluteUri}{(address.Query.Length > 0 ? '&' : '?')}{query}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
            Content = method == HttpMethod.Post ? new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } : null,
        },
        cancellationToken);
}
