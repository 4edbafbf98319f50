using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Docker.DotNet;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker;

/// <summary>
/// Where an engine is and how it is authenticated. The order is that of the <c>docker</c> command: explicit endpoint,
/// explicit context, <c>DOCKER_HOST</c>, <c>DOCKER_CONTEXT</c>, the configuration's <c>currentContext</c>, the system's socket.
/// </summary>
/// <param name="Address">The endpoint's URI.</param>
/// <param name="Tls">The TLS settings, or <c>null</c> for a plain connection.</param>
/// <param name="Origin">What named it, for messages: a variable, a context, or that it is the default; <c>null</c> where the caller did.</param>
internal sealed record DockerEndpoint(Uri Address, DockerTls? Tls, string? Origin)
{
    private const string DefaultContext = "default";

    /// <summary>The endpoint as a message may show it: without user information and query.</summary>
    public string Display => Address.Scheme is "unix" or "npipe"
        ? $"{Address.Scheme}://{(Address.Scheme == "npipe" ? Address.Host : "")}{Address.AbsolutePath}"
        : $"{Address.Scheme}://{Address.Authority[(Address.Authority.IndexOf('@') + 1)..]}{Address.AbsolutePath.TrimEnd('/')}";

    /// <summary>The endpoint and what named it, as messages show it.</summary>
    public string Description => Origin is null ? Display : $"{Display} ({Origin})";

    /// <summary>Finds the endpoint.</summary>
    /// <exception cref="PlimsollException">The endpoint, the context or a TLS file cannot be used (exit code 2).</exception>
    public static DockerEndpoint Resolve(DockerEngineOptions options)
    {
        var settings = new CliSettings(options);
        var config = new DockerConfig(settings);
        try
        {
            var context = CurrentContext(options, settings, config);
            var address = context is not null ? config.GetEndpoint(context) : config.GetEndpoint();
            Check(address);
            return new DockerEndpoint(address, TlsFor(address, context, settings), OriginOf(options, context, settings));
        }
        catch (Exception exception) when (exception is DockerConfigurationException or JsonException or UriFormatException)
        {
            throw PlimsollException.Usage($"Cannot determine the Docker Engine endpoint: {EngineText.Neutralize(exception.Message)}", "Check DOCKER_HOST, DOCKER_CONTEXT and `docker context ls`.", exception);
        }
    }

    /// <summary>The context that decides, or <c>null</c> where an endpoint or the default does.</summary>
    private static string? CurrentContext(DockerEngineOptions options, CliSettings settings, DockerConfig config)
    {
        var name = options.Endpoint is not null ? null
            : options.Context is { Length: > 0 } explicitly ? explicitly
            : settings.DockerHost is not null ? null
            : settings.DockerContext is { Length: > 0 } named ? named
            : config.Exists ? FindCurrentContext(config) : null;
        return name is null or "" or DefaultContext ? null : name;
    }

    private static string? OriginOf(DockerEngineOptions options, string? context, CliSettings settings) =>
        context is not null ? $"docker context '{EngineText.Neutralize(context)}'"
        : options.Endpoint is not null ? null
        : options.Context is null && settings.DockerHost is not null ? "DOCKER_HOST"
        : "the default";

    private static string? FindCurrentContext(DockerConfig config)
    {
        using var document = config.Parse();
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("currentContext", out var current)
            && current.ValueKind == JsonValueKind.String
                ? current.GetString()
                : null;
    }

    private static void Check(Uri address)
    {
        if (address.Scheme == "ssh")
            throw new EngineUnavailableException(
                ErrorKind.Usage,
                "Docker engine endpoints over ssh:// are not supported.",
                "Forward the engine's socket (ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock HOST) and set DOCKER_HOST=unix:///tmp/docker.sock.");

        var isComplete = address.Scheme switch
        {
            "unix" => address.AbsolutePath.Length > 1,
            "npipe" => address.Segments.Length == 3,
            "tcp" or "http" or "https" => address.Host.Length > 0,
            _ => false,
        };
        if (!isComplete)
            throw PlimsollException.Usage($"'{EngineText.Neutralize(address.Scheme)}://…' is not a valid Docker Engine endpoint.", "Use unix:///path, npipe://./pipe/name or tcp://host:port.");
    }

    private static DockerTls? TlsFor(Uri address, string? context, CliSettings settings)
    {
        if (address.Scheme is "unix" or "npipe")
            return null;

        if (context is not null)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
            var files = DockerTls.FromFolder(Path.Combine(settings.DockerConfig, "contexts", "tls", id, "docker"));
            if (SkipsVerification(Path.Combine(settings.DockerConfig, "contexts", "meta", id, "meta.json")))
                throw PlimsollException.Usage($"Docker context '{EngineText.Neutralize(context)}' disables verification of the engine's certificate; such a connection is not secure and is refused.", "Set the engine's CA in the context (docker context update --docker ca=…) and remove skip-tls-verify.");

            return files ?? (address.Scheme == "https" ? new DockerTls() : null);
        }

        if (settings.DockerTlsVerify is { Length: > 0 })
            return DockerTls.FromFolder(settings.CertificateFolder) ?? new DockerTls();

        return address.Scheme == "https" ? new DockerTls() : null;
    }

    private static bool SkipsVerification(string metaFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(metaFile));
        return document.RootElement.TryGetProperty("Endpoints", out var endpoints)
            && endpoints.TryGetProperty("docker", out var docker)
            && docker.TryGetProperty("SkipTLSVerify", out var skip)
            && skip.ValueKind == JsonValueKind.True;
    }

    /// <summary>The environment as the client library wants it, with our explicit endpoint on top.</summary>
    private sealed class CliSettings(DockerEngineOptions options) : IDockerCliSettings
    {
        public string DockerConfig { get; } = options.Environment("DOCKER_CONFIG") is { Length: > 0 } folder
            ? folder
            : Path.Combine(options.Environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") ?? "", ".docker");

        public string? DockerHost { get; } = WithScheme(options.Endpoint ?? options.Environment("DOCKER_HOST"));

        public string? DockerTlsVerify { get; } = options.Environment("DOCKER_TLS_VERIFY");

        public string? DockerContext { get; } = options.Endpoint is null ? options.Environment("DOCKER_CONTEXT") : null;

        public string CertificateFolder => options.Environment("DOCKER_CERT_PATH") is { Length: > 0 } folder ? folder : DockerConfig;

        private static string? WithScheme(string? host) => host switch
        {
            null or "" => null,
            _ when host.Contains("://", StringComparison.Ordinal) => host.Replace("npipe:////./", "npipe://./", StringComparison.Ordinal),
            _ => $"tcp://{host}",
        };
    }
}
