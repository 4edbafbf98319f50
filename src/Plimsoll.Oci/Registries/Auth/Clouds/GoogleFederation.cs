using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Workload identity federation (a file of the type <c>external_account</c>, as google-github-actions/auth writes it): a token of
/// another host, from a file or an address, is exchanged for one of Google, and that for one of a service account where one is named.
/// </summary>
internal sealed class GoogleFederation(CloudHttp http, TimeProvider clock)
{
    private const string Step = "get a Google Cloud access token";
    private const string TokenAddress = "https://sts.googleapis.com/v1/token";
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    /// <param name="file">The content of the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="scope">What the token is to allow.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The access token, and how long it lives.</returns>
    /// <exception cref="PlimsollException">The file cannot be used (exit code 2), or a service refused (4) or does not answer (7).</exception>
    public async Task<(string Token, TimeSpan Lifetime)> GetTokenAsync(CloudResponse file, string path, string scope, CancellationToken cancellationToken)
    {
        var subject = await ReadSubjectAsync(file, path, cancellationToken);
        var federated = await http.SendAsync(
            Step,
            () => CloudHttp.Form(
                CloudHttp.Address(file.Optional("token_url") ?? TokenAddress, path),
                ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
                ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
                ("audience", file.Required("audience")),
                ("scope", scope),
                ("subject_token_type", file.Required("subject_token_type")),
                ("subject_token", subject)),
            cancellationToken);
        var token = federated.Required("access_token");
        if (file.Optional("service_account_impersonation_url") is not { } account)
            return (token, federated.Seconds("expires_in") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 86400)) : DefaultLifetime);

        var answer = await http.SendAsync(Step, () => Impersonate(CloudHttp.Address(account, path), token, scope), cancellationToken);
        return (answer.Required("accessToken"), Lifetime(answer));
    }

    private async Task<string> ReadSubjectAsync(CloudResponse file, string path, CancellationToken cancellationToken)
    {
        var source = file.Json.TryGetProperty("credential_source", out var found) ? found : default;
        string text;
        if (CloudResponse.Text(source, "file") is { } tokenFile)
            text = CloudHttp.ReadFile(tokenFile, path);
        else if (CloudResponse.Text(source, "url") is { } address)
            text = (await http.SendAsync(Step, () => Request(CloudHttp.Address(address, path), source), cancellationToken)).Body;
        else
            throw PlimsollException.Usage($"The Google credentials in '{path}' get their token neither from a file nor from a URL, which is not supported.", "Log in with an access token as the user oauth2accesstoken.");

        var format = source.TryGetProperty("format", out var given) ? given : default;
        return CloudResponse.Text(format, "type") != "json"
            ? text.Trim()
            : new CloudResponse(Step, path, System.Net.HttpStatusCode.OK, text, null).Required(CloudResponse.Text(format, "subject_token_field_name") ?? "access_token");
    }

    private static HttpRequestMessage Request(Uri address, JsonElement source)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (source.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
            foreach (var header in headers.EnumerateObject())
                request.Headers.TryAddWithoutValidation(header.Name, header.Value.ToString());
        return request;
    }

    private static HttpRequestMessage Impersonate(Uri address, string token, string scope) => new(HttpMethod.Post, address)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        Content = new StringContent($$"""{"scope":["{{scope}}"]}""", Encoding.UTF8, "application/json"),
    };

    private TimeSpan Lifetime(CloudResponse answer) =>
        DateTimeOffset.TryParse(answer.Optional("expireTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end - clock.GetUtcNow() is { Ticks: > 0 } lifetime
            ? lifetime
            : DefaultLifetime;
}
