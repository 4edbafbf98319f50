using Plimsoll.Docker;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>What an engine and its archives hold uncompressed becomes small on its way, and other tools read it.</summary>
[Collection(SharedDocker.Name)]
public sealed class CompressionTests(DockerFixture docker) : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly Compressions _compressed = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly InMemoryImage _image = InMemoryImage.Create(null, ("a", string.Concat(Enumerable.Range(0, 150_000).Select(number => $"{number}\n"))), ("b", "small"));
    private SharedRegistry? _server;
    private PlimsollHost? _opened;

    private PlimsollHost Services => _opened!;

    private string Root => _server!.Root;

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        _environment["HOME"] = _folder["home"];
        _opened = Open();
        await docker.Engine.LoadAsync(_image, _image.Manifest, [ImageReference.Parse("compression/app:1.0")], None);
    }

    public async Task DisposeAsync()
    {
        if (_opened is not null)
            await _opened.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LayerCompression.Gzip, MediaTypes.OciLayerGzip)]
    [InlineData(LayerCompression.Zstd, MediaTypes.OciLayerZstd)]
    public async Task An_image_of_the_engine_is_compressed_and_docker_and_skopeo_read_it(LayerCompression compression, string mediaType)
    {
        var name = $"{Root}/acme/{compression.ToString().ToLowerInvariant()}:1.0";

        await CopyAsync("docker-daemon:compression/app:1.0", name, compression);

        var manifest = await ReadAsync(name);
        Assert.All(manifest.Layers, layer => Assert.Equal(mediaType, layer.MediaType));
        Assert.InRange(manifest.Layers[0].Size, 1, 500_000);
        Assert.Equal(_image.Id, manifest.Config.Digest);
        await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "pull", name]);
        Assert.Equal(_image.Id.ToString(), await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "inspect", "--format", "{{.Id}}", name]));
        await OtherEnd.SkopeoAsync("copy", "--quiet", "--src-tls-verify=false", "--dest-decompress", $"docker://{name}", $"dir:{_folder["plain"]}");
        var unpacked = (ImageManifest)ImageDirectory.Open(_folder["plain"]).ReadRoot().Parse();
        Assert.Equal((await PlainAsync()).Layers.Select(layer => layer.Digest), unpacked.Layers.Select(layer => layer.Digest));
    }

    [Theory]
    [InlineData("oci:{0}/layout:1.0")]
    [InlineData("oci-archive:{0}/image.tar:1.0")]
    public async Task An_archive_of_the_engine_is_compressed_into_what_others_read(string form)
    {
        await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "save", "--output", _folder["save.tar"], "compression/app:1.0"]);
        var destination = string.Format(form, _folder.Path);

        var copy = await CopyAsync($"docker-archive:{_folder["save.tar"]}", destination);

        await OtherEnd.SkopeoAsync("copy", "--quiet", "--dest-tls-verify=false", destination, $"docker://{Root}/acme/archive:1.0");
        Assert.All((await ReadAsync($"{Root}/acme/archive:1.0")).Layers, layer => Assert.Equal(MediaTypes.OciLayerGzip, layer.MediaType));
        Assert.Equal(copy.Digest, (await Services.OpenRegistry(ImageReference.Parse($"{Root}/acme/archive:1.0")).ResolveAsync("1.0", None))!.Digest);
    }

    [Fact]
    public async Task Every_machine_gives_the_same_digest()
    {
        var first = await CopyAsync("docker-daemon:compression/app:1.0", $"oci:{_folder["one"]}:1.0");
        _environment["HOME"] = _folder["elsewhere"];
        await using var other = Open();

        var second = await other.CopyAsync(ImageLocation.Parse("docker-daemon:compression/app:1.0"), ImageLocation.ParseDestination($"oci:{_folder["two"]}:1.0"), platform: null, options: null, None);

        Assert.Equal(first.Digest, second.Digest);
    }

    [Fact]
    public async Task A_second_time_nothing_is_compressed_and_nothing_sent()
    {
        var first = await CopyAsync("docker-daemon:compression/app:1.0", $"{Root}/acme/twice:1.0");
        Assert.Equal(0, _compressed.Bytes[0]);
        Assert.InRange(_compressed.Bytes.Max(), 500_000, 2_000_000);
        _compressed.Bytes.Clear();

        var second = await CopyAsync("docker-daemon:compression/app:1.0", $"{Root}/acme/twice:1.0");

        Assert.Equal(first.Digest, second.Digest);
        Assert.Empty(_compressed.Bytes);
        Assert.Equal(0, second.Report.BytesSent);
    }

    [Fact]
    public async Task A_small_layer_that_another_image_left_there_is_not_sent()
    {
        var other = InMemoryImage.Create(null, ("other", "another layer"), ("b", "small"));
        await docker.Engine.LoadAsync(other, other.Manifest, [ImageReference.Parse("compression/other:1.0")], None);
        await CopyAsync("docker-daemon:compression/app:1.0", $"{Root}/acme/shared:1.0");
        await _opened!.DisposeAsync();
        _opened = Open();

        await CopyAsync("docker-daemon:compression/other:1.0", $"{Root}/acme/shared:2.0");

        var layers = ((ImageManifest)(await Services.OpenRegistry(ImageReference.Parse($"{Root}/acme/shared")).GetManifestAsync("2.0", None)).Parse()).Layers;
        Assert.Equal((await ReadAsync($"{Root}/acme/shared")).Layers[1], layers[1]);
    }

    [Fact]
    public async Task What_is_remembered_is_not_believed_of_another_registry()
    {
        await CopyAsync("docker-daemon:compression/app:1.0", $"oci:{_folder["one"]}:1.0");
        _compressed.Bytes.Clear();

        var copy = await CopyAsync("docker-daemon:compression/app:1.0", $"oci:{_folder["two"]}:1.0");

        Assert.NotEmpty(_compressed.Bytes);
        Assert.All(copy.Report.Blobs, blob => Assert.Equal(BlobOutcome.Sent, blob.Outcome));
    }

    [Fact]
    public async Task What_went_through_the_engine_comes_back_to_its_digest()
    {
        var repository = Services.OpenRegistry(ImageReference.Parse($"{Root}/acme/round:1.0"));
        await ImageCopier.CopyAsync(_image, _image.Manifest, repository, null, None);
        await repository.PutManifestAsync(_image.Manifest, "1.0", None);

        await CopyAsync($"{Root}/acme/round:1.0", "docker-daemon:compression/round:1.0");
        var back = await CopyAsync("docker-daemon:compression/round:1.0", $"{Root}/acme/round:2.0");

        Assert.Equal(_image.Manifest.Descriptor.Digest, back.Digest);
        Assert.Empty(_compressed.Bytes);
    }

    [Fact]
    public async Task The_configuration_and_the_variable_say_it_too_and_an_option_counts_first()
    {
        _environment["PLIMSOLL_COMPRESSION"] = "none";

        await CopyAsync("docker-daemon:compression/app:1.0", $"oci:{_folder["none"]}:1.0");
        await CopyAsync("docker-daemon:compression/app:1.0", $"oci:{_folder["zstd"]}:1.0", LayerCompression.Zstd);

        Assert.Equal(MediaTypes.OciLayer, (await LayersAsync("none"))[0].MediaType);
        Assert.Equal(MediaTypes.OciLayerZstd, (await LayersAsync("zstd"))[0].MediaType);
    }

    [Fact]
    public async Task What_is_anywhere_else_keeps_its_bytes()
    {
        var plain = await CopyAsync("docker-daemon:compression/app:1.0", $"oci:{_folder["plain"]}:1.0", LayerCompression.None);

        var pushed = await CopyAsync($"oci:{_folder["plain"]}:1.0", $"{Root}/acme/plain:1.0");
        var pulled = await CopyAsync($"{Root}/acme/plain:1.0", $"oci-archive:{_folder["plain.tar"]}:1.0");
        var back = await CopyAsync($"oci-archive:{_folder["plain.tar"]}:1.0", $"oci:{_folder["back"]}:1.0");

        Assert.Equal([plain.Digest, plain.Digest, plain.Digest], [pushed.Digest, pulled.Digest, back.Digest]);
    }

    [Fact]
    public async Task Into_an_archive_of_an_engine_layers_go_as_they_are()
    {
        await CopyAsync("docker-daemon:compression/app:1.0", $"docker-archive:{_folder["back.tar"]}:acme/app:1.0");

        Assert.Empty(_compressed.Bytes);
    }

    private async Task<ImageManifest> PlainAsync()
    {
        using var archive = await docker.Engine.OpenAsync("compression/app:1.0", None);
        return (ImageManifest)(await archive.GetManifestAsync(archive.Choose(null).Digest.ToString(), None)).Parse();
    }

    private async Task<IReadOnlyList<Descriptor>> LayersAsync(string layout) =>
        ((ImageManifest)(await OciLayout.Open(_folder[layout]).GetManifestAsync("1.0", None)).Parse()).Layers;

    private async Task<ImageManifest> ReadAsync(string name) =>
        (ImageManifest)(await Services.OpenRegistry(ImageReference.Parse(name)).GetManifestAsync("1.0", None)).Parse();

    private Task<ImageCopy> CopyAsync(string source, string destination, LayerCompression? compression = null) =>
        Services.CopyAsync(ImageLocation.Parse(source), ImageLocation.ParseDestination(destination), platform: null, new CopyOptions { Compression = compression }, None);

    private PlimsollHost Open() => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Directory = _folder.Path,
        ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Endpoint = docker.Endpoint }),
        Environment = _environment.GetValueOrDefault,
        RegistryClient = new RegistryClientOptions { Transfers = _compressed },
    });

    /// <summary>Takes what is reported of compressing alone.</summary>
    private sealed class Compressions : IProgress<TransferProgress>
    {
        public List<long> Bytes { get; } = [];

        public void Report(TransferProgress value)
        {
            if (value.Direction == TransferDirection.Compression)
                lock (Bytes)
                    Bytes.Add(value.Bytes);
        }
    }
}
