using System.Diagnostics;
using System.Text.RegularExpressions;
using Plimsoll.Build;

/// <summary>A real registry (<c>docker-registry</c>) on a free loopback port, stopped on disposal.</summary>
sealed partial class LocalRegistry : IDisposable
{
    private readonly Process _process;

    private LocalRegistry(Process process, string host)
    {
        _process = process;
        Host = host;
    }

    /// <summary>Host and port, as in image references.</summary>
    public string Host { get; }

    /// <summary>Starts a registry and waits until it listens.</summary>
    /// <param name="directory">Where its data go.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="BuildException">It ended before it listened.</exception>
    public static async Task<LocalRegistry> StartAsync(AbsolutePath directory, CancellationToken cancellationToken)
    {
        var settings = (directory / "registry.yml").WriteAllText($"version: 0.1\nlog: {{level: info}}\nstorage: {{filesystem: {{rootdirectory: '{directory / "data"}'}}}}\nhttp: {{addr: '127.0.0.1:0', secret: trial}}\n");
        var process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", settings]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = "";
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                listening.TrySetException(new BuildException(1, $"docker-registry did not start: {last}"));
            else if (Listening.Match(last = line.Data) is { Success: true } match)
                listening.TrySetResult(match.Groups["address"].Value);
        };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            return new(process, await listening.Task.WaitAsync(cancellationToken));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"listening on (?<address>[0-9.]+:[0-9]+)")]
    private static partial Regex Listening { get; }
}
