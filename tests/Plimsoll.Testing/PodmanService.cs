using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Plimsoll.Testing;

/// <summary>
/// Podman's service of the tests' own: private socket, private storage, registries of this machine over plain HTTP. Where
/// it cannot start, the tests that use it fail and say so.
/// </summary>
public sealed partial class PodmanService : IAsyncDisposable
{
    private readonly TempDirectory _folder = new();
    private ServerProcess? _process;

    private PodmanService()
    {
    }

    /// <summary>The value for <c>DOCKER_HOST</c>.</summary>
    public string Endpoint => $"unix://{_folder["p.sock"]}";

    /// <summary>Starts a service and waits until it listens.</summary>
    /// <param name="registry">The registry that is spoken to over plain HTTP.</param>
    public static async Task<PodmanService> StartAsync(string registry)
    {
        var service = new PodmanService();
        try
        {
            await service.StartProcessAsync(registry);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the service and removes everything it made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartProcessAsync(string registry)
    {
        var start = new ProcessStartInfo(
            "podman",
            ["--log-level=info", "--root", _folder["root"], "--runroot", _folder["run"], "--storage-driver", "vfs", "system", "service", "--time=0", Endpoint]);
        start.Environment["CONTAINERS_REGISTRIES_CONF"] = _folder.Write("registries.conf", $"[[registry]]\nlocation = \"{registry}\"\ninsecure = true\n");
        _process = await ServerProcess.StartAsync(start, "podman", Listening);
    }

    [GeneratedRegex("API service listening on")]
    private static partial Regex Listening { get; }
}
