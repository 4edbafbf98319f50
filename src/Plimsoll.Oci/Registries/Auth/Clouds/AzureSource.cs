using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Azure Container Registry: a token of Microsoft Entra ID (client secret, federated token, CI job, managed identity) is
/// exchanged at the registry for a refresh token, which is used as Docker's identity token of the null user.
/// </summary>
internal sealed class AzureSource(CredentialEnvironment environment) : CloudSource(environment)
{
    private const string NullUser = "00000000-0000-0000-0000-000000000000";
    private const string Resource = "https://containerregistry.azure.net";
    private const string Step = "get an Azure token";
    private const string ApplicationServiceVersion = "2019-08-01";
    private const string MachineVersion = "2018-02-01";

    // The registry's refresh tokens live for three hours; its answer does not say so.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(3);

    protected override bool Serves(string registry) => IsOwn(registry);

    /// <summary>Whether this is a registry of Azure's.</summary>
    public static bool IsOwn(string registry) =>
        registry.EndsWith(".azurecr.io", StringComparison.OrdinalIgnoreCase)
        || registry.EndsWith(".azurecr.cn", StringComparison.OrdinalIgnoreCase)
        || registry.EndsWith(".azurecr.us", StringComparison.OrdinalIgnoreCase);

    protected override async Task<RegistryCredential?> FetchAsync(string registry, CancellationToken cancellationToken)
    {
        if (await FindTokenAsync(registry, cancellationToken) is not var (token, source))
            return null;

        var answer = await Http.SendAsync(
            $"exchange the Azure token at {registry}",
            () => CloudHttp.Form(new Uri($"https://{registry}/oauth2/exchange"), ("grant_type", "access_token"), ("service", registry), ("tenant", Tenant), ("access_token", token)),
            cancellationToken);
        return new RegistryCredential(source) { Username = NullUser, IdentityToken = answer.Required("refresh_token"), Life = Life(Lifetime) };
    }

    /// <summary>The directory; tasks of Azure Pipelines name that of their service connection.</summary>
    private string? Tenant => Environment["AZURE_TENANT_ID"] ?? Environment["AZURESUBSCRIPTION_TENANT_ID"];

    private async Task<(string Token, string Source)?> FindTokenAsync(string registry, CancellationToken cancellationToken)
    {
        var (client, tenant) = (Environment["AZURE_CLIENT_ID"] ?? Environment["AZURESUBSCRIPTION_CLIENT_ID"], Tenant);
        if (client is not null && tenant is not null && Environment["AZURE_CLIENT_SECRET"] is { } secret)
            return (await FromDirectoryAsync(registry, client, tenant, [("client_secret", secret)], cancellationToken), "AZURE_CLIENT_SECRET");

        if (client is not null && tenant is not null && Environment["AZURE_FEDERATED_TOKEN_FILE"] is { } file)
            return (await FromAssertionAsync(registry, client, tenant, CloudHttp.ReadFile(file, "AZURE_FEDERATED_TOKEN_FILE").Trim(), cancellationToken), "AZURE_FEDERATED_TOKEN_FILE");

        if (client is not null && tenant is not null && await Job.FindTokenAsync(JobIdentity.AzureAudience, cancellationToken) is { } token)
            return (await FromAssertionAsync(registry, client, tenant, token, cancellationToken), JobIdentity.Source);

        if (Environment["IDENTITY_ENDPOINT"] is { } endpoint && Environment["IDENTITY_HEADER"] is { } header)
            return ((await Http.SendToMetadataAsync(
                Step,
                () => Managed(CloudHttp.Address(endpoint, "IDENTITY_ENDPOINT"), ApplicationServiceVersion, client, "X-IDENTITY-HEADER", header),
                cancellationToken)).Required("access_token"), "the managed identity");

        var machine = Environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] ?? "http://169.254.169.254";
        using var request = Managed(CloudHttp.Address($"{machine.TrimEnd('/')}/metadata/identity/oauth2/token", "AZURE_POD_IDENTITY_AUTHORITY_HOST"), MachineVersion, client, "Metadata", "true");
        return await Http.ProbeAsync(Step, request, cancellationToken) is { } answer ? (answer.Required("access_token"), "the managed identity") : null;
    }

    private Task<string> FromAssertionAsync(string registry, string client, string tenant, string token, CancellationToken cancellationToken) =>
        FromDirectoryAsync(registry, client, tenant, [("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", token)], cancellationToken);

    private async Task<string> FromDirectoryAsync(string registry, string client, string tenant, (string Name, string? Value)[] proof, CancellationToken cancellationToken)
    {
        var authority = Environment["AZURE_AUTHORITY_HOST"] ?? (registry[^3..].ToLowerInvariant() switch
        {
            ".cn" => "https://login.chinacloudapi.cn",
            ".us" => "https://login.microsoftonline.us",
            _ => "https://login.microsoftonline.com",
        });
        var address = CloudHttp.Address($"{authority.TrimEnd('/')}/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token", "AZURE_AUTHORITY_HOST");
        var answer = await Http.SendAsync(
            Step,
            () => CloudHttp.Form(address, [("grant_type", "client_credentials"), ("client_id", client), ("scope", $"{Resource}/.default"), .. proof]),
            cancellationToken);
        return answer.Required("access_token");
    }

    private static HttpRequestMessage Managed(Uri address, string version, string? client, string header, string value)
    {
        var identity = client is null ? "" : $"&client_id={Uri.EscapeDataString(client)}";
        var query = $"api-version={version}&resource={Uri.EscapeDataString(Resource)}{identity}";
        var request = new HttpRequestMessage(HttpMethod.Get, $"{address.AbsoluteUri}{(address.Query.Length > 0 ? '&' : '?')}{query}");
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }
}
