using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>The members of Docker's <c>config.json</c> and Podman's <c>auth.json</c> that concern credentials.</summary>
internal sealed record DockerConfig(
    [property: JsonPropertyName("auths")] IReadOnlyDictionary<string, DockerConfigEntry>? Entries,
    [property: JsonPropertyName("credHelpers")] IReadOnlyDictionary<string, string>? Helpers,
    [property: JsonPropertyName("credsStore")] string? Store)
{
    /// <summary>Where it was read from, for messages.</summary>
    [JsonIgnore]
    public string Source { get; init; } = "";

    /// <summary>Parses the content of such a file.</summary>
    /// <exception cref="PlimsollException">It is not JSON of that form (exit code 2).</exception>
    public static DockerConfig Parse(string json, string source) =>
        Parse(source, () => JsonSerializer.Deserialize(json, RegistryJson.Default.DockerConfig));

    private static DockerConfig Parse(string source, Func<DockerConfig?> deserialize)
    {
        try
        {
            return (deserialize() ?? new DockerConfig(null, null, null)) with { Source = source };
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            // The parser's own message may quote a value, and here values are secrets.
            throw PlimsollException.Usage(
                $"The credentials in {source} are not valid JSON ({(exception is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? $"line {line + 1}, byte {position + 1}" : "a text in it has half a character")}).",
                "Fix the file, or log in again.");
        }
    }

    /// <summary>Reads such a file; <c>null</c> where there is none and there need not be one.</summary>
    public static DockerConfig? Read(string path, bool mustExist = false) => Read(path, mustExist, json => Parse(json, path));

    private static DockerConfig? Read(string path, bool mustExist, Func<string, DockerConfig> parse)
    {
        if (!File.Exists(path))
            return mustExist
                ? throw PlimsollException.Usage($"The credentials file '{path}', set in REGISTRY_AUTH_FILE, does not exist.")
                : null;

        try
        {
            // An empty file is what 'touch' leaves.
            var text = File.ReadAllText(path);
            return string.IsNullOrWhiteSpace(text) ? null : parse(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"The credentials file '{path}' cannot be read: {exception.Message}", innerException: exception);
        }
    }

    /// <summary>Reads a <c>.dockercfg</c>; <c>null</c> where there is none.</summary>
    public static DockerConfig? ReadLegacy(string path) => Read(path, mustExist: false, json => Parse(
        path,
        () => new DockerConfig(JsonSerializer.Deserialize(json, RegistryJson.Default.IReadOnlyDictionaryStringDockerConfigEntry), null, null)));

    /// <summary>The helper of a registry: its own, else the one for all; <c>null</c> or empty where the file itself holds secrets.</summary>
    public string? HelperFor(string registry) => CredentialKey.Find(Helpers, registry, null)?.Value ?? Store;

    /// <summary>The credential that <c>auths</c> holds for a repository, or <c>null</c>.</summary>
    public RegistryCredential? Find(string registry, string? repository)
    {
        // JSON can say null where the type does not.
        if (CredentialKey.Find(Entries, registry, repository) is not (var key, { } entry))
            return null;

        var (username, password) = (entry.Username ?? "", entry.Password);
        if (entry.Auth is { Length: > 0 } auth)
            (username, password) = Decode(auth, key);

        // Docker Desktop leaves empty entries behind where a helper holds the secret.
        var credential = new RegistryCredential(Source)
        {
            Username = username,
            Password = password is { Length: > 0 } ? password : null,
            IdentityToken = entry.IdentityToken is { Length: > 0 } identity ? identity : null,
            RegistryToken = entry.RegistryToken is { Length: > 0 } token ? token : null,
        };
        return credential is { Password: null, IdentityToken: null, RegistryToken: null } ? null : credential;
    }

    private (string Username, string Password) Decode(string auth, string key)
    {
        string? text = null;
        try
        {
            text = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
        }
        catch (FormatException)
        {
            // Said below.
        }

        var colon = text?.IndexOf(':') ?? -1;
        return colon > 0
            ? (text![..colon], text[(colon + 1)..])
            : throw PlimsollException.Usage($"The 'auth' value of '{key}' in {Source} is not USER:PASSWORD in base64.", $"Log in to {key} again.");
    }
}
