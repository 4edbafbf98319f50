using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Artifact Registry and Container Registry: the file that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, that of
/// <c>gcloud auth application-default login</c>, then the metadata server. The password is an access token of an hour.
/// </summary>
internal sealed class GoogleSource(CredentialEnvironment environment) : CloudSource(environment)
{
    private const string FileVariable = "GOOGLE_APPLICATION_CREDENTIALS";
    private const string User = "oauth2accesstoken";
    private const string CloudScope = "https://www.googleapis.com/auth/cloud-platform";
    private const string TokenAddress = "https://oauth2.googleapis.com/token";
    private const string Step = "get a Google Cloud access token";

    protected override bool Serves(string registry) => IsOwn(registry);

    /// <summary>Whether this is a registry of Google's.</summary>
    public static bool IsOwn(string registry) =>
        registry.Equals("gcr.io", StringComparison.OrdinalIgnoreCase)
        || registry.EndsWith(".gcr.io", StringComparison.OrdinalIgnoreCase)
        || registry.EndsWith(".pkg.dev", StringComparison.OrdinalIgnoreCase);

    protected override async Task<RegistryCredential?> FetchAsync(string registry, CancellationToken cancellationToken)
    {
        if (Environment[FileVariable] is { } named)
            return await FromFileAsync(named, FileVariable, cancellationToken);

        var folder = Environment["CLOUDSDK_CONFIG"] ?? (Environment.Home is { } home ? Path.Combine(home, ".config", "gcloud") : null);
        var file = folder is null ? null : Path.Combine(folder, "application_default_credentials.json");
        return File.Exists(file)
            ? await FromFileAsync(file, "gcloud", cancellationToken)
            : await FromMetadataAsync(cancellationToken);
    }

    private async Task<RegistryCredential> FromFileAsync(string path, string source, CancellationToken cancellationToken)
    {
        var file = new CloudResponse(Step, path, System.Net.HttpStatusCode.OK, CloudHttp.ReadFile(path, source), null);
        if (file.Optional("type") == "external_account")
        {
            var (token, lifetime) = await new GoogleFederation(Http, Environment.Clock).GetTokenAsync(file, path, CloudScope, cancellationToken);
            return new RegistryCredential(path) { Username = User, Password = token, Life = Life(lifetime) };
        }

        var address = CloudHttp.Address(file.Optional("token_uri") ?? TokenAddress, path);
        var answer = file.Optional("type") switch
        {
            "service_account" => await Http.SendAsync(
                Step,
                () => CloudHttp.Form(address, ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", Assertion(file, address))),
                cancellationToken),
            "authorized_user" => await Http.SendAsync(
                Step,
                () => CloudHttp.Form(address, ("grant_type", "refresh_token"), ("client_id", file.Required("client_id")), ("client_secret", file.Required("client_secret")), ("refresh_token", file.Required("refresh_token"))),
                cancellationToken),
            var type => throw PlimsollException.Usage(
                $"The Google credentials in '{path}' have the type '{Plimsoll.Oci.Registries.Transport.Redaction.Text(type ?? "")}', which is not supported.",
                $"Use a service account's key, or log in with an access token as the user {User}."),
        };
        return Credential(answer, path);
    }

    private async Task<RegistryCredential?> FromMetadataAsync(CancellationToken cancellationToken)
    {
        var host = Environment["GCE_METADATA_HOST"] ?? "metadata.google.internal";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}/computeMetadata/v1/instance/service-accounts/default/token");
        request.Headers.Add("Metadata-Flavor", "Google");

        // Some networks answer every name; only the real server sends the header back.
        return await Http.ProbeAsync(Step, request, cancellationToken) is { Flavor: "Google" } answer ? Credential(answer, "Google's metadata server") : null;
    }

    private RegistryCredential Credential(CloudResponse answer, string source) => new(source)
    {
        Username = User,
        Password = answer.Required("access_token"),
        Life = Life(TimeSpan.FromSeconds(Math.Min(answer.Seconds("expires_in") ?? 300, 86400))),
    };

    /// <summary>A signed claim of the service account (RFC 7523).</summary>
    private string Assertion(CloudResponse key, Uri audience)
    {
        var now = Environment.Clock.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = key.Optional("private_key_id") };
        var claims = new JsonObject { ["iss"] = key.Required("client_email"), ["scope"] = CloudScope, ["aud"] = audience.OriginalString, ["iat"] = now, ["exp"] = now + 3600 };
        var text = $"{Encode(header)}.{Encode(claims)}";
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(key.Required("private_key"));
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw key.Failure("contains a private_key that is not an RSA key in PEM format");
        }

        return $"{text}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            json.WriteTo(writer);
        return Base64Url.EncodeToString(stream.ToArray());
    }
}
