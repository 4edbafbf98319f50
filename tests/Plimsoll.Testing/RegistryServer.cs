using System.ComponentModel;
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

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TempDirectory _folder;
    private readonly Process _process;

    private RegistryServer(TempDirectory folder, Process process, string host)
    {
        _folder = folder;
        _process = process;
        Host = host;
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
        var start = new ProcessStartInfo("docker-registry") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(folder.Write("registry.yml", Configuration(options)));
        foreach (var (name, value) in Variables(options, folder))
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            return new RegistryServer(folder, process, await ReadAddressAsync(process));
        }
        catch (Win32Exception exception)
        {
            folder.Dispose();
            throw new InvalidOperationException("These tests need the program docker-registry: install the Debian package 'docker-registry'.", exception);
        }
        catch
        {
            if (!process.HasExited)
                process.Kill();
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<string> ReadAddressAsync(Process process)
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException("docker-registry ended before it listened:\n" + string.Join('\n', log)));
                return;
            }

            if (address.Task.IsCompleted)
                return;

            log.Add(line.Data);
            if (Listening.Match(line.Data) is { Success: true } match)
                address.TrySetResult(match.Groups["address"].Value);
        };
        process.BeginErrorReadLine();
        return await address.Task.WaitAsync(StartLimit);
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
