using System.Text.RegularExpressions;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Output;

/// <summary>What became of each layer, against a real registry.</summary>
public sealed class BlobReporterTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;
    private readonly SmallImage _image = SmallImage.Create("layers told one by one");
    private SharedRegistry? _registry;

    public BlobReporterTests() => _world = new CommandWorld(_folder.Path) { IsErrorTerminal = true, TerminalWidth = 80 };

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        await _image.PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0.0");
    }

    [Fact]
    public async Task On_a_terminal_each_layer_is_told_as_docker_tells_it()
    {
        var pushed = await _world.SucceedAsync("push", "oci:layout:1.0.0", $"{_registry!.Root}/acme/base:1.0.0");
        var mounted = await _world.SucceedAsync("copy", $"{_registry.Root}/acme/base:1.0.0", $"{_registry.Root}/acme/app:1.0.0");
        var pulled = await _world.SucceedAsync("pull", $"{_registry.Root}/acme/app:1.0.0", "oci:other:1.0.0");
        var present = await _world.SucceedAsync("pull", $"{_registry.Root}/acme/app:1.0.0", "oci:other:2.0.0");
        var copied = await _world.SucceedAsync("copy", "oci:layout:1.0.0", "oci:third:1.0.0");

        var (layer, size) = Layer();
        Assert.Equal([$"{layer}: pushed {size}"], LayerLines(pushed));
        Assert.Equal([$"{layer}: mounted from {_registry.Name("acme/base")} ({size})"], LayerLines(mounted));
        Assert.Equal([$"{layer}: pulled {size}"], LayerLines(pulled));
        Assert.Equal([$"{layer}: already exists ({size})"], LayerLines(present));
        Assert.Equal([$"{layer}: copied {size}"], LayerLines(copied));
        Assert.Equal([_image.Manifest.Descriptor.Digest.ToString()], pushed.Lines);
    }

    [Fact]
    public async Task What_an_archive_takes_whole_is_told_layer_by_layer_and_once()
    {
        await _world.SucceedAsync("push", "oci:layout:1.0.0", $"{_registry!.Root}/acme/app:1.0.0");

        var pulled = await _world.SucceedAsync("pull", $"{_registry.Root}/acme/app:1.0.0", "docker-archive:app.tar:app:1.0.0");
        var copied = await _world.SucceedAsync("copy", "docker-archive:app.tar", "docker-archive:other.tar:app:1.0.0");

        var (layer, size) = Layer();
        Assert.Equal([$"{layer}: pulled {size}"], LayerLines(pulled));
        Assert.Equal([$"{layer}: copied {size}"], LayerLines(copied));
    }

    [Theory]
    [InlineData("normal", 0)]
    [InlineData("verbose", 2)]
    public async Task In_a_log_each_blob_is_told_at_verbose_only(string verbosity, int expected)
    {
        _world.Environment["CI"] = "true";

        var result = await _world.SucceedAsync("push", "oci:layout:1.0.0", $"{_registry!.Root}/acme/app:1.0.0", "--verbosity", verbosity);

        Assert.Empty(LayerLines(result));
        Assert.Equal(expected, result.Error.Split('\n').Count(line => line.StartsWith("sent sha256:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_quiet_run_tells_of_no_layer()
    {
        var result = await _world.SucceedAsync("push", "oci:layout:1.0.0", $"{_registry!.Root}/acme/app:1.0.0", "--quiet");

        Assert.Equal("", result.Error);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private (string Digest, string Size) Layer()
    {
        var layer = _image.Blobs.Keys.Single(blob => blob.MediaType.Contains("layer", StringComparison.Ordinal));
        return (layer.Digest.Hex[..12], $"{layer.Size}B");
    }

    private static string[] LayerLines(CommandResult result) => [.. result.Error.Split('\r', '\n').Select(line => line.TrimEnd()).Where(line => Regex.IsMatch(line, "^[0-9a-f]{12}: "))];
}
