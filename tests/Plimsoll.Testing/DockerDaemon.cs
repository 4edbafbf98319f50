using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Plimsoll.Testing;

/// <summary>
/// A Docker Engine of the tests' own: private socket, private data, no network. It needs root and Debian's package
/// docker.io; where it cannot start, the tests that use it fail and say so.
/// </summary>
public sealed partial class DockerDaemon : IAsyncDisposable
{
    private readonly TempDirectory _folder = new();
    private ServerProcess? _process;

    private DockerDaemon()
    {
    }

    /// <summary>The value for <c>DOCKER_HOST</c>.</summary>
    public string Endpoint => $"unix://{_folder["d.sock"]}";

    /// <summary>Starts an engine and waits until it listens.</summary>
    public static async Task<DockerDaemon> StartAsync()
    {
        var daemon = new DockerDaemon();
        try
        {
            await daemon.StartProcessAsync();
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the engine and removes everything it made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync();
            await _process.DisposeAsync();

            // The engine leaves this mount behind, and a mounted file cannot be deleted.
            if (File.Exists(_folder["exec/netns/default"]))
                using (var unmount = Process.Start("umount", _folder["exec/netns/default"]))
                    await unmount.WaitForExitAsync();
        }

        _folder.Dispose();
    }

    private async Task StartProcessAsync() => _process = await ServerProcess.StartAsync(
        new ProcessStartInfo(
            "dockerd",
            [
                "-H", Endpoint, "--data-root", _folder["data"], "--exec-root", _folder["exec"], "-p", _folder["pid"],
                "--iptables=false", "--ip6tables=false", "--bridge=none",
            ]),
        "docker.io",
        Listening);

    [GeneratedRegex("API listen on")]
    private static partial Regex Listening { get; }
}
