using System.Text.Json;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>An image with a foreign layer, without a registry at either end.</summary>
public sealed class ForeignLayerTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly ForeignImage _image = new("windows", "https://layers.example/windows");
    private readonly CommandWorld _world;

    public ForeignLayerTests() => _world = new CommandWorld(_repository.Path);

    public async Task InitializeAsync()
    {
        var layout = OciLayout.OpenOrCreate(_repository["in"]);
        await ImageCopier.CopyAsync(_image, _image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(_image.Manifest, "1.0", CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_copy_says_what_it_left()
    {
        var result = await _world.SucceedAsync("copy", "oci:in:1.0", "oci:out:1.0");

        Assert.Equal(_image.Manifest.Descriptor.Digest.ToString(), result.Lines.Single());
        Assert.Contains("2 of 3 blobs sent", result.Error, StringComparison.Ordinal);
        Assert.Contains("; 1 foreign layer skipped", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_layer_that_nobody_can_fetch_is_named()
    {
        var error = await _world.FailAsync(ExitCode.NotFound, "copy", "oci:in:1.0", "oci:out:1.0", "--foreign-layers");

        Assert.Contains(_image.Foreign.Digest.ToString(), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_docker_archive_is_refused_and_not_begun()
    {
        var error = await _world.FailAsync(ExitCode.Usage, "copy", "oci:in:1.0", "docker-archive:out.tar");

        Assert.Contains("foreign layer", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_repository.Path, "out.tar*"));
    }

    [Fact]
    public async Task A_published_layout_is_whole_without_its_foreign_layer()
    {
        Assert.Equal(["foreign", "sent", "sent"], await PublishAsync("semver"));
        Assert.Equal(["foreign", "present", "present"], await PublishAsync("date"));
    }

    [Fact]
    public async Task A_published_layout_that_lacks_a_layer_of_its_own_gets_it_again()
    {
        await PublishAsync("semver");
        File.Delete(_repository[$"out/blobs/sha256/{_image.Own[1].Digest.Hex}"]);

        Assert.Equal(["foreign", "present", "sent"], await PublishAsync("date"));
    }

    private async Task<IEnumerable<string?>> PublishAsync(string tags)
    {
        var result = await _world.SucceedAsync("publish", "oci:in:1.0", "--image", "oci:out", "--tags", tags, "--output", "json");
        Assert.Contains("; 1 foreign layer skipped", result.Error, StringComparison.Ordinal);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("blobs").EnumerateArray().Select(blob => blob.GetProperty("outcome").GetString()).Order(StringComparer.Ordinal);
    }
}
