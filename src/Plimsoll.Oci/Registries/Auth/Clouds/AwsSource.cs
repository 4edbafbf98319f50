using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Amazon's registries (ECR, private and public): <c>GetAuthorizationToken</c>, signed with the keys of this process,
/// gives a password for twelve hours.
/// </summary>
internal sealed class AwsSource(CredentialEnvironment environment) : CloudSource(environment)
{
    private const string Step = "get an Amazon ECR password";

    protected override bool Serves(string registry) => AwsRegistry.Parse(registry) is not null;

    protected override async Task<RegistryCredential?> FetchAsync(string registry, CancellationToken cancellationToken)
    {
        var target = AwsRegistry.Parse(registry)!;
        if (await new AwsIdentity(Environment, Http).FindAsync(target.Region, cancellationToken) is not { } keys)
            return null;

        var variable = target.IsPublic ? "AWS_ENDPOINT_URL_ECR_PUBLIC" : "AWS_ENDPOINT_URL_ECR";
        var endpoint = (Environment[variable] ?? Environment["AWS_ENDPOINT_URL"]) is { } given ? CloudHttp.Address(given, variable) : target.Endpoint;
        var answer = await Http.SendAsync(Step, () => Request(target, endpoint, keys), cancellationToken);

        // One object for the public registry, a list of one for private ones.
        var data = answer.Json.TryGetProperty("authorizationData", out var found) && found.ValueKind == JsonValueKind.Array && found.GetArrayLength() > 0 ? found[0] : found;
        var (username, password) = Decode(CloudResponse.Text(data, "authorizationToken")) ?? throw answer.Failure("returned no password");
        return new RegistryCredential(keys.Source) { Username = username, Password = password, Life = Life(Lifetime(data)) };
    }

    private HttpRequestMessage Request(AwsRegistry target, Uri endpoint, AwsKeys keys)
    {
        var body = "{}"u8.ToArray();
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target.Target);
        AwsSignature.Sign(request, body, keys, target.Region, target.Service, Environment.Clock.GetUtcNow());
        return request;
    }

    private TimeSpan Lifetime(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("expiresAt", out var end)
        && end.ValueKind == JsonValueKind.Number
        && DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(end.GetDouble(), 0, 1e11)) - Environment.Clock.GetUtcNow() is { Ticks: > 0 } lifetime
            ? lifetime
            : TimeSpan.FromHours(1);

    private static (string Username, string Password)? Decode(string? token)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(token ?? ""));
            var colon = text.IndexOf(':');
            return colon > 0 && colon < text.Length - 1 ? (text[..colon], text[(colon + 1)..]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
