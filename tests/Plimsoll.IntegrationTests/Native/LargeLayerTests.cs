using System.Diagnostics;
using System.Security.Cryptography;
using Plimsoll.IntegrationTests.Registries;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Native;

/// <summary>A layer of 1 GiB through the compiled command: its memory, and going on in another process.</summary>
[Collection(nameof(RegistryMemoryTests))]
public sealed class LargeLayerTests : IAsyncLifetime, IDisposable
{
    private const long Size = 1024 * 1024 * 1024;
    private const long MaximumMemory = 100 * 1024 * 1024;

    /// <summary>The default of the command.</summary>
    private const long Chunk = 32 * 1024 * 1024;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private RegistryServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RegistryServer.StartAsync();
        await WriteLayoutAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pushing_copying_and_pulling_stay_below_100_MiB_of_memory()
    {
        await using var other = await RegistryServer.StartAsync();
        var pushed = await RunAsync("push", "oci:big:1", $"{_server.Host}/acme/big:1");
        var copied = await RunAsync("copy", $"{_server.Host}/acme/big:1", $"{other.Host}/acme/big:1");
        var pulled = await RunAsync("pull", $"{_server.Host}/acme/big:1", "oci-archive:pulled.tar:1");

        Assert.All([pushed, copied, pulled], run => Assert.Equal(0, run.ExitCode));
        Assert.All([pushed, copied, pulled], run => Assert.InRange(run.PeakMemory, 1, MaximumMemory));
        Assert.Equal(pushed.Output, pulled.Output);
        Assert.True(new FileInfo(_folder["pulled.tar"]).Length > Size);
    }

    [Fact]
    public async Task An_upload_that_one_process_left_at_60_percent_is_finished_by_the_next()
    {
        const long sixtyPercent = 20 * Chunk;
        await using var proxy = FaultProxy.Start(_server.Host);
        var first = Start("push", "oci:big:1", $"{proxy.Host}/acme/big:1");
        proxy.Decide = request =>
        {
            if (request.ContentRange?.StartsWith($"{sixtyPercent}-", StringComparison.Ordinal) != true)
                return Fault.None;

            first.Kill();
            return Fault.BeforeRequest;
        };
        await first.WaitForExitAsync();
        Assert.NotEqual(0, first.ExitCode);
        proxy.Decide = static _ => Fault.None;
        proxy.Clear();

        var second = await RunAsync("push", "oci:big:1", $"{proxy.Host}/acme/big:1");

        Assert.Equal(0, second.ExitCode);
        Assert.Contains($"resumes at {sixtyPercent:N0} of {Size:N0} bytes", second.Story, StringComparison.Ordinal);
        Assert.InRange(proxy.BodyBytes, Size - sixtyPercent, Size - sixtyPercent + Chunk);
        Assert.Equal(second.Output, (await RunAsync("digest", $"{_server.Host}/acme/big:1")).Output);
    }

    private async Task<Run> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, story) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long peak = 0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            process.Refresh();
            try
            {
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It has ended since; the peak is what was seen before.
            }
        }

        return new Run(process.ExitCode, (await output).Trim(), await story, peak);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(NativeCommand.Path, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XDG_STATE_HOME"] = _folder["state"];
        return Process.Start(start)!;
    }

    /// <summary>Its layer is a sparse file: zeros, but for its first bytes.</summary>
    private async Task WriteLayoutAsync()
    {
        var path = _folder.Write("layer", "a layer that is large");
        await using (var file = File.OpenWrite(path))
            file.SetLength(Size);
        Digest digest;
        await using (var content = File.OpenRead(path))
            digest = Digest.FromHash(await SHA256.HashDataAsync(content));

        var layout = OciLayout.OpenOrCreate(_folder["big"]);
        var config = """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"""u8.ToArray();
        var configuration = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(config), config.Length);
        await layout.PutBlobAsync(configuration, _ => new(new MemoryStream(config)), None);
        var manifest = new ImageManifest(configuration, [new Descriptor(MediaTypes.OciLayer, digest, Size)]) { MediaType = MediaTypes.OciManifest };
        await layout.PutManifestAsync(manifest.Serialize(), "1", None);
        File.Move(path, Path.Combine(layout.Path, "blobs", digest.Algorithm, digest.Hex));
    }

    private sealed record Run(int ExitCode, string Output, string Story, long PeakMemory);
}
