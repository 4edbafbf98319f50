using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Plimsoll.Testing;

/// <summary>
/// A Docker Engine of the tests' own: private socket, private data, no network. It needs root and Debian's package
/// docker.io; where it cannot start, the tests that use it fail and say so.
/// </summary>
public sealed class DockerDaemon : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _folder = new();
    private readonly StringBuilder _log = new();
    private Process? _process;

    private DockerDaemon()
    {
    }

    /// <summary>The value for <c>DOCKER_HOST</c>.</summary>
    public string Endpoint => $"unix://{Socket}";

    private string Socket => _folder["d.sock"];

    /// <summary>Starts an engine and waits until it answers.</summary>
    public static async Task<DockerDaemon> StartAsync()
    {
        var daemon = new DockerDaemon();
        try
        {
            daemon.Start();
            await daemon.WaitAsync();
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
        if (_process is { } process)
        {
            if (!process.HasExited)
                await RunAsync("kill", "-TERM", $"{process.Id}");

            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
            // The engine leaves this mount behind, and a mounted file cannot be deleted.
            if (File.Exists(_folder["exec/netns/default"]))
                await RunAsync("umount", _folder["exec/netns/default"]);
        }

        _folder.Dispose();
    }

    private void Start()
    {
        var start = new ProcessStartInfo("dockerd")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-H", Endpoint, "--data-root", _folder["data"], "--exec-root", _folder["exec"], "-p", _folder["pid"],
                "--iptables=false", "--ip6tables=false", "--bridge=none",
            },
        };
        try
        {
            _process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException("dockerd cannot be started; install Debian's package docker.io.", exception);
        }

        _process!.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(patience.Token))
        {
            if (_process!.HasExited || patience.IsCancellationRequested)
                throw new InvalidOperationException($"dockerd does not answer; it needs root and Debian's package docker.io. Its log:\n{Log()}");

            await Task.Delay(50);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        using var client = new HttpClient(handler);
        try
        {
            using var response = await client.GetAsync(new Uri("http://localhost/_ping"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    private string Log()
    {
        lock (_log)
            return _log.ToString();
    }
}
