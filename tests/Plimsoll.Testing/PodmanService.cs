using System.Diagnostics;

namespace Plimsoll.Testing;

/// <summary>
/// Podman's service of the tests' own: private socket, private storage, registries of this machine over plain HTTP. Where
/// it cannot start, the tests that use it fail and say so.
/// </summary>
public sealed class PodmanService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _folder = new();
    private Process? _process;

    private PodmanService()
    {
    }

    /// <summary>The value for <c>DOCKER_HOST</c>.</summary>
    public string Endpoint => $"unix://{_folder["p.sock"]}";

    /// <summary>Starts a service and waits until its socket is there.</summary>
    /// <param name="registry">The registry that is spoken to over plain HTTP.</param>
    public static async Task<PodmanService> StartAsync(string registry)
    {
        var service = new PodmanService();
        try
        {
            service.Start(registry);
            using var patience = new CancellationTokenSource(Patience);
            while (!File.Exists(service._folder["p.sock"]))
            {
                if (service._process!.HasExited || patience.IsCancellationRequested)
                    throw new InvalidOperationException("podman's service does not start.");
                await Task.Delay(50, CancellationToken.None);
            }

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
        if (_process is { } process)
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Dispose();
    }

    private void Start(string registry)
    {
        var start = new ProcessStartInfo("podman")
        {
            ArgumentList = { "--root", _folder["root"], "--runroot", _folder["run"], "--storage-driver", "vfs", "system", "service", "--time=0", Endpoint },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["CONTAINERS_REGISTRIES_CONF"] = _folder.Write("registries.conf", $"[[registry]]\nlocation = \"{registry}\"\ninsecure = true\n");
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException("podman cannot be started; install Debian's package podman.", exception);
        }

        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
