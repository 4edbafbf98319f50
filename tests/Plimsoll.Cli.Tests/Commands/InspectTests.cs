using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class InspectTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;
    private InMemoryImage _image = InMemoryImage.Create(new Dictionary<string, string> { ["org.example.a"] = "b" });

    public InspectTests() => _world = new CommandWorld(_folder.Path);

    public async Task InitializeAsync()
    {
        _image = _image.WithConfig(config =>
        {
            (config["architecture"], config["variant"]) = ("arm64", "v8");
            foreach (var (key, value) in JsonNode.Parse("""
                {
                  "User": "1000:1000", "WorkingDir": "/srv", "Entrypoint": ["/app"], "Cmd": ["--port", "80"], "StopSignal": "SIGINT",
                  "Env": ["PATH=/bin", "A=b c"], "ExposedPorts": { "80/tcp": {}, "53/udp": {} }, "Volumes": { "/data": {} },
                  "Healthcheck": { "Test": ["CMD-SHELL", "curl -f localhost"], "Interval": 90000000000, "Timeout": 500000000, "Retries": 5 }
                }
                """)!.AsObject())
                config["config"]![key] = value!.DeepClone();
        });
        await WriteAsync(_image, _image.Manifest, "1.0");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_a_container_starts_with_is_shown()
    {
        var lines = (await _world.SucceedAsync("inspect", "oci:layout:1.0")).Lines;

        var layer = _image.Content.Layers[0];
        string[] expected =
        [
            $"config     {_image.Id}", "platform   linux/arm64/v8", "user       1000:1000", "workdir    /srv", "entrypoint /app", "command    --port 80", "env        PATH=/bin", "env        A=b c",
            "port       80/tcp", "port       53/udp", "volume     /data", "health     --interval=1m30s --timeout=0.5s --retries=5 CMD-SHELL curl -f localhost", "stopsignal SIGINT", "label      org.example.a=b",
            $"layer      {layer.Digest} {layer.Size:N0} bytes {MediaTypes.OciLayerGzip}", "history    2026-05-19T12:00:00Z COPY hello.txt /",
        ];
        Assert.Equal(expected, expected.Intersect(lines));
    }

    [Fact]
    public async Task JSON_has_the_same()
    {
        using var json = JsonDocument.Parse((await _world.SucceedAsync("inspect", "oci:layout:1.0", "--output", "json")).Output);

        var image = json.RootElement;
        Assert.Equal("v8", image.GetProperty("variant").GetString());
        Assert.Equal(["80/tcp", "53/udp"], image.GetProperty("exposedPorts").EnumerateArray().Select(port => port.GetString()));
        Assert.Equal("1m30s", image.GetProperty("healthCheck").GetProperty("interval").GetString());
        Assert.Equal("COPY etc/motd /", image.GetProperty("history")[0].GetProperty("createdBy").GetString());
        Assert.Equal(MediaTypes.OciLayerGzip, image.GetProperty("layers")[1].GetProperty("mediaType").GetString());
    }

    [Fact]
    public async Task The_manifest_is_printed_as_it_is_so_that_its_hash_is_the_digest()
    {
        var result = await _world.SucceedAsync("inspect", "--raw", "oci:layout:1.0", "--output", "json");

        Assert.Equal(_image.Manifest.Descriptor.Digest, Digest.Sha256(Encoding.UTF8.GetBytes(result.Output)));
    }

    [Fact]
    public async Task The_manifest_of_an_index_is_the_index_and_with_a_platform_that_of_the_image()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await WriteAsync(index, index.Manifest, "index");

        Assert.Equal(Encoding.UTF8.GetString(index.Manifest.Bytes.Span), (await _world.SucceedAsync("inspect", "oci:layout:index", "--raw")).Output);
        Assert.Equal(Encoding.UTF8.GetString(index.Image(1).Bytes.Span), (await _world.SucceedAsync("inspect", "oci:layout:index", "--raw", "--platform", "linux/arm64")).Output);
    }

    [Fact]
    public async Task The_configuration_is_printed_as_it_is()
    {
        var result = await _world.SucceedAsync("inspect", "oci:layout:1.0", "--config");

        Assert.Equal(_image.Id, Digest.Sha256(Encoding.UTF8.GetBytes(result.Output)));
    }

    [Fact]
    public async Task A_configuration_file_is_named_before_the_verb()
    {
        var error = await _world.FailAsync(ExitCode.Usage, "--config", "other.yml", "inspect", "oci:layout:1.0");

        Assert.Contains($"There is no configuration file {_folder["other.yml"]}", error, StringComparison.Ordinal);
        _folder.Write("other.yml", "image: acme/app\n");
        Assert.Equal(
            (await _world.SucceedAsync("inspect", "--config", "oci:layout:1.0")).Output,
            (await _world.SucceedAsync("--config", "other.yml", "inspect", "--config", "oci:layout:1.0")).Output);
    }

    [Theory]
    [InlineData("--raw", "--config")]
    [InlineData("--config", "--referrers")]
    public async Task Two_results_at_once_are_refused(string one, string two) =>
        Assert.Contains($"{one} and {two} cannot be used together", await _world.FailAsync(ExitCode.Usage, "inspect", "oci:layout:1.0", one, two), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "Healthcheck": "none", "ExposedPorts": ["80/tcp"], "Volumes": null }""")]
    [InlineData("""{ "Healthcheck": { "Test": [1] }, "ExposedPorts": 80, "Volumes": "/data" }""")]
    public async Task Settings_of_another_shape_hide_nothing_else(string settings)
    {
        var image = _image.WithConfig(config =>
        {
            foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject())
                config["config"]![key] = value?.DeepClone();
        });
        await WriteAsync(image, image.Manifest, "odd");

        var lines = (await _world.SucceedAsync("inspect", "oci:layout:odd")).Lines;

        Assert.Contains("workdir    /srv", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("port ", StringComparison.Ordinal) || line.StartsWith("health ", StringComparison.Ordinal));
    }

    private async Task WriteAsync(IImageSource source, ManifestContent manifest, string tag)
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(source, manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(manifest, tag, CancellationToken.None);
    }
}
