using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Plimsoll.Testing;

/// <summary>
/// A real registry (Debian's <c>docker-registry</c>) on a free loopback port with its own storage, stopped and deleted
/// on disposal. Several run side by side.
/// </summary>
public sealed partial class RegistryServer : IAsyncDisposable
{
    // bcrypt of RegistryServerOptions.Password.
    private const string PasswordFile = RegistryServerOptions.Username + ":$2y$05$abcdefghijklmnopqrstuuv6Bzzw266czZkN7nHBdw987Y57RxYJC\n";

    private readonly TempDirectory _folder;
    private readonly ServerProcess _process;

    private RegistryServer(TempDirectory folder, ServerProcess process)
    {
        _folder = folder;
        _process = process;
        Host = process.Ready.Groups["address"].Value;
    }

    /// <summary>Host and port, as in image references: <c>127.0.0.1:41234</c>.</summary>
    public string Host { get; }

    /// <summary>The folder that the server keeps its data in.</summary>
    public string DataFolder => _folder["data"];

    /// <summary>Starts a server and waits until it listens.</summary>
    public static async Task<RegistryServer> StartAsync(RegistryServerOptions? options = null)
    {
        options ??= new RegistryServerOptions();
        var folder = new TempDirectory();
        var start = new ProcessStartInfo("docker-registry", ["serve", folder.Write("registry.yml", Configuration(options))]);
        foreach (var (name, value) in Variables(options, folder))
            start.Environment[name] = value;
        try
        {
            return new RegistryServer(folder, await ServerProcess.StartAsync(start, "docker-registry", Listening));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server without waiting, where the process that runs the tests ends.</summary>
    internal void Kill()
    {
        _process.Kill();
        _folder.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Configuration(RegistryServerOptions options) =>
        $"""
        version: 0.1
        log:
          accesslog:
            disabled: true
        storage:
          filesystem:
            rootdirectory: /nonexistent
          delete:
            enabled: {(options.AllowsDelete ? "true" : "false")}
        http:
          addr: 127.0.0.1:0
        {(options.AllowsForeignLayers ? "validation: {manifests: {urls: {allow: ['^https?://']}}}" : "")}

        """;

    private static Dictionary<string, string> Variables(RegistryServerOptions options, TempDirectory folder)
    {
        var variables = new Dictionary<string, string>(options.Variables)
        {
            ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = folder["data"],
            ["REGISTRY_HTTP_ADDR"] = "127.0.0.1:0",
            ["REGISTRY_HTTP_SECRET"] = "test",
            ["REGISTRY_LOG_LEVEL"] = "info",
            ["OTEL_TRACES_EXPORTER"] = "none",
        };
        if (options.WithPassword)
        {
            variables["REGISTRY_AUTH"] = "htpasswd";
            variables["REGISTRY_AUTH_HTPASSWD_REALM"] = "test";
            variables["REGISTRY_AUTH_HTPASSWD_PATH"] = folder.Write("htpasswd", PasswordFile);
        }

        if (options.Tokens is { } tokens)
        {
            variables["REGISTRY_AUTH"] = "token";
            variables["REGISTRY_AUTH_TOKEN_REALM"] = tokens.Realm.AbsoluteUri;
            variables["REGISTRY_AUTH_TOKEN_SERVICE"] = TokenServer.Service;
            variables["REGISTRY_AUTH_TOKEN_ISSUER"] = TokenServer.Issuer;
            variables["REGISTRY_AUTH_TOKEN_ROOTCERTBUNDLE"] = folder.Write("token.crt", tokens.CertificatePem);
        }

        if (options.Tls is { } tls)
        {
            variables["REGISTRY_HTTP_TLS_CERTIFICATE"] = folder.Write("tls.crt", tls.CertificatePem);
            variables["REGISTRY_HTTP_TLS_KEY"] = folder.Write("tls.key", tls.KeyPem);
        }

        if (options.ProxyOf is { } upstream)
            variables["REGISTRY_PROXY_REMOTEURL"] = $"http://{upstream}";

        return variables;
    }

    [GeneratedRegex(@"listening on (?<address>[0-9.]+:[0-9]+)")]
    private static partial Regex Listening { get; }
}
