using BenchmarkDotNet.Attributes;
using CliWrap;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks;

/// <summary>
/// Pushing an image from an OCI layout to an empty registry, beside <c>skopeo copy</c> (whose start as a process is part
/// of its time). A new registry for each push, so that nothing is known of it.
/// </summary>
[WarmupCount(1)]
[IterationCount(5)]
[InvocationCount(1)]
public class PushBenchmarks
{
    private string _folder = "";
    private OciLayout _layout = null!;
    private RegistryServer _server = null!;

    [Params("1 x 256 MiB", "20 x 16 MiB", "200 x 64 KiB")]
    public string Layers { get; set; } = "";

    [GlobalSetup]
    public async Task MakeImageAsync()
    {
        _folder = Directory.CreateTempSubdirectory("plimsoll-benchmark-").FullName;
        _layout = OciLayout.OpenOrCreate(_folder);
        var (count, size) = Layers switch
        {
            "1 x 256 MiB" => (1, 256 * 1024 * 1024),
            "20 x 16 MiB" => (20, 16 * 1024 * 1024),
            _ => (200, 64 * 1024),
        };
        var random = new Random(1);
        var layers = new List<Descriptor>();
        for (var layer = 0; layer < count; layer++)
        {
            var content = new byte[size];
            random.NextBytes(content);
            layers.Add(await PutAsync(MediaTypes.OciLayer, content));
        }

        var config = await PutAsync(MediaTypes.OciConfig, """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"""u8.ToArray());
        await _layout.PutManifestAsync(new ImageManifest(config, layers) { MediaType = MediaTypes.OciManifest }.Serialize(), "1", CancellationToken.None);
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [IterationSetup]
    public void Start() => _server = RegistryServer.StartAsync().GetAwaiter().GetResult();

    [IterationCleanup]
    public void Stop() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public async Task Skopeo() =>
        await Cli.Wrap("skopeo").WithArguments(["copy", "--quiet", "--dest-tls-verify=false", $"oci:{_layout.Path}:1", $"docker://{_server.Host}/acme/app:1"]).ExecuteAsync();

    [Benchmark]
    public async Task Plimsoll()
    {
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{_server.Host}/acme/app"), RepositoryAccess.Push);
        var image = await _layout.GetManifestAsync("1", CancellationToken.None);
        await ImageCopier.CopyAsync(_layout, image, repository, new CopyOptions { WritesRoot = false }, null, CancellationToken.None);
        await repository.PutManifestAsync(image, "1", CancellationToken.None);
    }

    private async Task<Descriptor> PutAsync(string mediaType, byte[] content)
    {
        var blob = new Descriptor(mediaType, Digest.Sha256(content), content.Length);
        await _layout.PutBlobAsync(blob, _ => new(new MemoryStream(content)), CancellationToken.None);
        return blob;
    }
}
