using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Assembly;

public sealed class BaseImageTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public BaseImageTests() => _folder.Write("root/app", "binary");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_files_come_on_top_of_the_layers_of_the_base_which_are_served_from_there()
    {
        var below = InMemoryImage.Create();
        using var image = await AssembleAsync(below, below.Manifest);
        var manifest = Assert.IsType<ImageManifest>(image.Manifest.Parse());

        Assert.Equal(below.Content.Layers.Select(layer => layer.Digest), manifest.Layers.SkipLast(1).Select(layer => layer.Digest));
        foreach (var blob in manifest.Blobs)
        {
            await using var content = await image.OpenBlobAsync(blob, None);
            await content.CopyToAsync(Stream.Null);
        }

        Assert.Equal(manifest.Layers.Count, (await image.ReadConfigAsync(manifest, None))!.RootFs!.DiffIds.Count);
        Assert.Equal(below.Manifest.Descriptor.Digest.ToString(), manifest.Annotations!["org.opencontainers.image.base.digest"]);
        Assert.Equal("docker.io/library/below:1", manifest.Annotations["org.opencontainers.image.base.name"]);
    }

    [Fact]
    public async Task The_labels_name_the_base_and_not_the_bases_own_base()
    {
        var below = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.base.name"] = "docker.io/library/bottom:1", ["org.opencontainers.image.base.digest"] = "sha256:0", ["kept"] = "yes" });
        using var named = await AssembleAsync(below, below.Manifest);
        var nameless = new AssemblyOptions { Created = Contexts.Now, Base = new BaseImage(below, below.Manifest, Name: null) };
        using var unnamed = await AssembledImage.FromDirectoryAsync(_folder["root"], nameless, None);

        var (ofNamed, ofUnnamed) = (await LabelsAsync(named), await LabelsAsync(unnamed));

        Assert.Equal(("docker.io/library/below:1", "yes"), (ofNamed["org.opencontainers.image.base.name"], ofNamed["kept"]));
        Assert.Equal(below.Manifest.Descriptor.Digest.ToString(), ofNamed["org.opencontainers.image.base.digest"]);
        Assert.False(ofUnnamed.ContainsKey("org.opencontainers.image.base.name"));

        static async Task<IReadOnlyDictionary<string, string>> LabelsAsync(AssembledImage image) =>
            (await image.ReadConfigAsync((ImageManifest)image.Manifest.Parse(), None))!.Config!.Labels!;
    }

    [Fact]
    public void What_the_base_says_stays_unless_it_is_replaced()
    {
        var json = """
            {"architecture":"amd64","os":"linux","config":{"User":"1000","Env":["PATH=/bin"],"Cmd":["old"],"ExposedPorts":{"80/tcp":{}},"Labels":{"a":"1","b":"2","org.opencontainers.image.version":"24.04"}},
             "rootfs":{"type":"layers","diff_ids":[]},"history":null,"x-future":{"kept":true}}
            """;
        var options = new AssemblyOptions { Created = Contexts.Now, Labels = new Dictionary<string, string> { ["b"] = "3" }, Entrypoint = ["/app"] };

        var edited = JsonNode.Parse(ConfigEditor.AddLayer(Encoding.UTF8.GetBytes(json), Digest.Sha256("x"u8), options))!;

        Assert.Equal("1000", (string?)edited["config"]!["User"]);
        Assert.NotNull(edited["config"]!["ExposedPorts"]!["80/tcp"]);
        Assert.Null(edited["config"]!["Labels"]!["org.opencontainers.image.version"]);
        Assert.Equal(("1", "3"), ((string?)edited["config"]!["Labels"]!["a"], (string?)edited["config"]!["Labels"]!["b"]));
        Assert.Equal("/app", (string?)edited["config"]!["Entrypoint"]![0]);
        Assert.Null(edited["config"]!["Cmd"]);
        Assert.True((bool)edited["x-future"]!["kept"]!);
        Assert.Single(edited["history"]!.AsArray());
        Assert.Single(edited["rootfs"]!["diff_ids"]!.AsArray());
    }

    [Fact]
    public void Settings_replace_what_the_base_has_of_the_same_name_and_join_the_rest()
    {
        var json = """
            {"config":{"User":"0","Env":["PATH=/bin","A=old"],"ExposedPorts":{"80/tcp":{}},"Volumes":null,"Healthcheck":{"Test":["CMD","old"]},"StopSignal":"SIGQUIT"},"rootfs":{"diff_ids":[]}}
            """;
        var settings = new ContainerSettings { User = "1000", Environment = new Dictionary<string, string> { ["B"] = "", ["A"] = "new" }, Ports = ["8080/tcp", "80/tcp"], Volumes = ["/data"], HealthCheck = new HealthCheck(["NONE"]) };

        var config = JsonNode.Parse(ConfigEditor.AddLayer(Encoding.UTF8.GetBytes(json), Digest.Sha256("x"u8), new AssemblyOptions { Created = Contexts.Now, Settings = settings }))!["config"]!.AsObject();

        config.Remove("Labels");
        Assert.Equal(
            """{"User":"1000","Env":["PATH=/bin","A=new","B="],"ExposedPorts":{"80/tcp":{},"8080/tcp":{}},"Volumes":{"/data":{}},"Healthcheck":{"Test":["NONE"]},"StopSignal":"SIGQUIT"}""",
            config.ToJsonString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    public void A_configuration_without_layers_is_no_base(string json) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ConfigEditor.AddLayer(Encoding.UTF8.GetBytes(json), Digest.Sha256("x"u8), new AssemblyOptions { Created = Contexts.Now })).Kind);

    [Fact]
    public async Task A_docker_base_gives_a_docker_image()
    {
        var below = InMemoryImage.Create();
        var docker = ManifestContent.Create(MediaTypes.DockerManifest, JsonSerializer.SerializeToUtf8Bytes(below.Content with
        {
            MediaType = MediaTypes.DockerManifest,
            Config = below.Content.Config with { MediaType = MediaTypes.DockerConfig },
        }, OciJson.Default.ImageManifest));

        using var image = await AssembleAsync(below, docker);
        var manifest = Assert.IsType<ImageManifest>(image.Manifest.Parse());

        Assert.Equal((MediaTypes.DockerManifest, MediaTypes.DockerConfig, MediaTypes.DockerLayerGzip), (image.Manifest.Descriptor.MediaType, manifest.Config.MediaType, manifest.Layers[^1].MediaType));
    }

    [Fact]
    public async Task An_index_is_no_base()
    {
        var index = InMemoryIndex.Create("linux/amd64");

        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => AssembleAsync(index, index.Manifest))).Kind);
    }

    private Task<AssembledImage> AssembleAsync(IImageSource source, ManifestContent manifest) => AssembledImage.FromDirectoryAsync(
        _folder["root"],
        new AssemblyOptions { Created = Contexts.Now, Base = new BaseImage(source, manifest, "docker.io/library/below:1") },
        None);
}
