using System.Diagnostics;
using System.Text.RegularExpressions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>A docker-registry on a free loopback port, with or without a user <c>captain</c> whose password is <c>mark</c>.</summary>
internal sealed partial class LoopbackRegistry : IAsyncDisposable
{
    // bcrypt of "mark".
    private const string Users = "captain:$2y$05$abcdefghijklmnopqrstuuw9oULMm2..lFdfD/2yKMNoFtVgQCsIa\n";

    private readonly TempDirectory _folder = new();
    private Process? _process;

    public string Address { get; private set; } = "";

    public static async Task<LoopbackRegistry> StartAsync(bool withUser = false)
    {
        var registry = new LoopbackRegistry();
        try
        {
            await registry.LaunchAsync(withUser);
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>The digest that the registry gives for a tag.</summary>
    public async Task<string?> DigestOfAsync(string repository, string tag)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, $"http://{Address}/v2/{repository}/manifests/{tag}");
        request.Headers.Accept.ParseAdd("application/vnd.docker.distribution.manifest.v2+json");
        using var response = await client.SendAsync(request);
        return response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.Single() : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task LaunchAsync(bool withUser)
    {
        var config = _folder.Write("base.yml", "version: 0.1\nlog: {level: info}\nstorage: {filesystem: {rootdirectory: /nonexistent}}\nhttp: {addr: 127.0.0.1:0}\n");
        var start = new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = _folder["data"];
        start.Environment["REGISTRY_HTTP_SECRET"] = "x";
        if (withUser)
        {
            start.Environment["REGISTRY_AUTH"] = "htpasswd";
            start.Environment["REGISTRY_AUTH_HTPASSWD_REALM"] = "test";
            start.Environment["REGISTRY_AUTH_HTPASSWD_PATH"] = _folder.Write("htpasswd", Users);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("docker-registry did not start; install Debian's package docker-registry.");
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                listening.TrySetException(new InvalidOperationException("docker-registry ended before it listened."));
            else if (Listening.Match(line.Data) is { Success: true } match)
                listening.TrySetResult(match.Groups[1].Value);
        }

        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += Look;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await listening.Task;
    }

    [GeneratedRegex(@"listening on (127\.0\.0\.1:[0-9]+)")]
    private static partial Regex Listening { get; }
}
