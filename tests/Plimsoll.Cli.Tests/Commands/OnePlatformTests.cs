using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Sources;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What takes one image is given an index: BuildKit makes one of every image, and others list several platforms.</summary>
public sealed class OnePlatformTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly AttestedImage _attested = AttestedImage.Create(InMemoryImage.Create());
    private readonly CommandWorld _world;

    public OnePlatformTests() => _world = new CommandWorld(_folder.Path);

    private string Image => _attested.Image.Manifest.Descriptor.Digest.ToString();

    public Task InitializeAsync() => WriteAsync(_attested, _attested.Manifest, "attested");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_history_of_an_image_with_its_attestations_is_that_of_the_image()
    {
        var result = await _world.SucceedAsync("history", "oci:layout:attested", "--output", "json");

        Assert.Contains($"\"digest\": \"{Image}\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("COPY hello.txt /", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Inspecting_an_image_with_its_attestations_shows_the_image_and_the_digest_that_the_tag_names()
    {
        var result = await _world.SucceedAsync("inspect", "oci:layout:attested");

        Assert.Contains($"digest     {_attested.Manifest.Descriptor.Digest}", result.Lines);
        Assert.Contains($"image      {Image}", result.Lines);
        Assert.Contains("platform   linux/amd64", result.Lines);
        Assert.Contains(result.Lines, line => line.StartsWith("layer ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docker-archive:copy.tar")]
    [InlineData("docker-archive:copy.tar:acme/app:1.0")]
    [InlineData("dir:copy")]
    public async Task What_can_keep_one_image_gets_it_without_its_attestations(string destination)
    {
        var copied = await _world.SucceedAsync("copy", "oci:layout:attested", destination);

        Assert.Equal([Image], copied.Lines);
        Assert.Equal([Image], (await _world.SucceedAsync("digest", destination)).Lines);
    }

    [Theory]
    [InlineData("oci:copy:1.0")]
    [InlineData("oci-archive:copy.tar:1.0")]
    public async Task What_can_keep_an_index_gets_all_of_it(string destination)
    {
        await _world.SucceedAsync("copy", "oci:layout:attested", destination);

        Assert.Equal([_attested.Manifest.Descriptor.Digest.ToString()], (await _world.SucceedAsync("digest", destination)).Lines);
        Assert.Equal([Image], (await _world.SucceedAsync("digest", destination, "--platform", "linux/amd64")).Lines);
    }

    [Theory]
    [InlineData("history", "oci:layout:several")]
    [InlineData("copy", "oci:layout:several", "docker-archive:copy.tar")]
    [InlineData("inspect", "oci:layout:several", "--config")]
    public async Task Of_several_platforms_that_of_the_machine_is_taken_and_a_message_says_so(params string[] arguments)
    {
        var own = ImageOpener.DefaultPlatform.ToString();
        var index = InMemoryIndex.Create("linux/s390x", own);
        await WriteAsync(index, index.Manifest, "several");

        var result = await _world.SucceedAsync(arguments);

        Assert.Contains($"oci:{(arguments[0] == "copy" ? _folder["layout"] : "layout")}:several has several platforms (linux/s390x, {own}): {own} is taken; --platform chooses another", result.Error, StringComparison.Ordinal);
        Assert.Contains(arguments[0] == "copy" ? index.Image(1).Descriptor.Digest.ToString() : $"COPY {own}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history", "oci:layout:several")]
    [InlineData("copy", "oci:layout:several", "docker-archive:copy.tar")]
    public async Task Platforms_of_other_machines_have_to_be_chosen_from(params string[] arguments)
    {
        var index = InMemoryIndex.Create("linux/s390x", "linux/ppc64le");
        await WriteAsync(index, index.Manifest, "several");

        var error = await _world.FailAsync(ExitCode.NotFound, arguments);

        Assert.Contains("--platform linux/s390x. Available platforms: linux/s390x, linux/ppc64le.", error, StringComparison.Ordinal);
        await _world.SucceedAsync([.. arguments, "--platform", "linux/ppc64le"]);
    }

    [Fact]
    public async Task A_directory_of_images_keeps_several_platforms()
    {
        var index = InMemoryIndex.Create("linux/s390x", "linux/ppc64le");
        await WriteAsync(index, index.Manifest, "several");

        Assert.Equal([index.Manifest.Descriptor.Digest.ToString()], (await _world.SucceedAsync("copy", "oci:layout:several", "dir:copy")).Lines);
    }

    private async Task WriteAsync(IImageSource source, ManifestContent manifest, string tag)
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(source, manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(manifest, tag, CancellationToken.None);
    }
}
