using System.Formats.Tar;
using Plimsoll.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

[Collection(SharedDocker.Name)]
public sealed class DockerEngineTests(DockerFixture fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly DockerEngine _engine = fixture.Engine;

    [Fact]
    public async Task The_engine_tells_its_version()
    {
        await _engine.PingAsync(None);
        var version = await _engine.GetVersionAsync(None);

        Assert.Matches(@"^[0-9]+\.[0-9]+", version.Version);
        Assert.Matches(@"^1\.[0-9]+\z", version.ApiVersion);
        Assert.Equal("linux", version.Platform.Os);
    }

    [Fact]
    public async Task A_loaded_image_has_the_digest_of_its_configuration_as_ID()
    {
        var image = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.revision"] = "a1b2c3d" }, ("loaded", "1"), ("second", "2"));

        var id = await _engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/loaded:1.0"), ImageReference.Parse("acme/loaded")], None);

        Assert.Equal(image.Id, id);
        var loaded = await _engine.InspectAsync("acme/loaded:1.0", None);
        Assert.NotNull(loaded);
        Assert.Equal(image.Id, loaded.Id);
        Assert.Equal(["acme/loaded:1.0", "acme/loaded:latest"], loaded.RepoTags.Order());
        Assert.Equal("a1b2c3d", loaded.Labels["org.opencontainers.image.revision"]);
        Assert.Equal(new Platform("linux", "amd64"), loaded.Platform);
        Assert.Equal(new DateTimeOffset(2026, 5, 19, 12, 0, 0, TimeSpan.Zero), loaded.Created);
        Assert.Equal(2, loaded.Size);
        Assert.Equal(id, (await _engine.InspectAsync(id.ToString(), None))?.Id);
        Assert.Equal(id, (await _engine.InspectAsync(id.Abbreviated, None))?.Id);
    }

    [Fact]
    public async Task A_build_context_that_cannot_be_read_is_not_blamed_on_the_engine()
    {
        // Half of a file: at the end of an archive the engine would answer, and close the connection, before the error is there.
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "data") { DataStream = new MemoryStream(new byte[2 << 20]) });
        var build = new DockerfileBuild("Dockerfile", async (stream, token) =>
        {
            await stream.WriteAsync(archive.GetBuffer().AsMemory(0, 1 << 20), token);
            throw new UnauthorizedAccessException("Access to the path '/src/secret' is denied.");
        });

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.BuildAsync(build, output: null, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Equal("Building Dockerfile failed: what is sent to the engine cannot be read: Access to the path '/src/secret' is denied.", exception.Message);
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_answered_with_the_tags_that_are()
    {
        var image = InMemoryImage.Create(null, ("tagged", "1"));
        await _engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/tagged:1.0"), ImageReference.Parse("acme/tagged:dev"), ImageReference.Parse("other/tagged:2.0")], None);

        var tag = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.OpenAsync("acme/tagged:1.1", None));
        var latest = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.OpenAsync("acme/tagged", None));
        var nothing = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.OpenAsync("acme/none:1.0", None));

        Assert.Equal(ErrorKind.NotFound, tag.Kind);
        Assert.Equal($"The Docker engine at {_engine.Endpoint} has no image acme/tagged:1.1.", tag.Message);
        Assert.Equal("It has acme/tagged with other tags: 1.0, dev.", tag.Advice);
        Assert.Equal($"The Docker engine at {_engine.Endpoint} has no image acme/tagged with the tag latest.", latest.Message);
        Assert.Contains("'plimsoll ls docker-daemon:'", nothing.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_names_is_loaded_too()
    {
        var image = InMemoryImage.Create(null, ("nameless", "1"));

        Assert.Equal(image.Id, await _engine.LoadAsync(image, image.Manifest, [], None));
        Assert.Empty((await _engine.InspectAsync(image.Id.ToString(), None))!.RepoTags);
    }

    [Fact]
    public async Task A_broken_layer_is_found_before_the_engine_has_the_image()
    {
        var image = InMemoryImage.Create(null, ("broken", "1"));
        var broken = image.WithBrokenBlob(image.Content.Layers[0].Digest);

        var exception = await Assert.ThrowsAsync<ContentMismatchException>(async () => await _engine.LoadAsync(broken, image.Manifest, [], None));

        Assert.Equal(image.Content.Layers[0].Digest, exception.Expected.Digest);
        Assert.Null(await _engine.InspectAsync(image.Id.ToString(), None));
    }

    [Fact]
    public async Task A_layer_that_is_not_what_the_configuration_says_is_refused_by_the_engine()
    {
        var image = InMemoryImage.Create(null, ("honest", "1"));
        var other = InMemoryImage.Create(null, ("other", "1"));
        var lie = (image.Content with { Layers = other.Content.Layers }).Serialize();
        var source = new Union(image, other, lie);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.LoadAsync(source, lie, [], None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains($"the Docker engine at {_engine.Endpoint} reported:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_load_leaves_nothing_behind()
    {
        var image = InMemoryImage.Create(null, ("cancelled", "1"));
        using var stop = new CancellationTokenSource();
        var source = new StoppingSource(image, stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _engine.LoadAsync(source, image.Manifest, [], stop.Token));

        Assert.Null(await _engine.InspectAsync(image.Id.ToString(), None));
    }

    [Fact]
    public async Task What_is_not_there_is_null_or_not_found()
    {
        Assert.Null(await _engine.InspectAsync("acme/never:1", None));
        Assert.False(await _engine.UntagAsync(ImageReference.Parse("acme/never:1"), None));
        await AssertFailsAsync(ErrorKind.NotFound, async () => await _engine.GetHistoryAsync("acme/never:1", None));
        await AssertFailsAsync(ErrorKind.NotFound, async () => await _engine.OpenAsync("acme/never:1", None));
        await AssertFailsAsync(ErrorKind.NotFound, async () => await _engine.TagAsync("acme/never:1", ImageReference.Parse("acme/x:1"), None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../containers")]
    [InlineData("a?b=c")]
    [InlineData("a b")]
    [InlineData("Ä")]
    public async Task What_is_neither_a_name_nor_an_ID_never_reaches_the_engine(string text) =>
        await AssertFailsAsync(ErrorKind.Usage, async () => await _engine.InspectAsync(text, None));

    [Fact]
    public async Task Names_come_and_go()
    {
        var image = InMemoryImage.Create(null, ("named", "1"));
        await _engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/named:1")], None);

        await _engine.TagAsync(image.Id.ToString(), ImageReference.Parse("acme/named:2"), None);
        Assert.Equal(image.Id, (await _engine.InspectAsync("acme/named:2", None))?.Id);

        Assert.True(await _engine.UntagAsync(ImageReference.Parse("acme/named:1"), None));
        Assert.Equal(["acme/named:2"], (await _engine.InspectAsync(image.Id.ToString(), None))!.RepoTags);
    }

    [Fact]
    public async Task The_history_lists_the_layers_newest_first()
    {
        var image = InMemoryImage.Create(null, ("first", "1234567"), ("last", "123"));
        await _engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/history:1")], None);

        var history = await _engine.GetHistoryAsync("acme/history:1", None);

        Assert.Equal([("COPY last /", 3), ("COPY first /", 7)], history.Select(step => (step.CreatedBy, step.Size)));
        Assert.Equal(image.Id, history[0].Id);
        Assert.Null(history[1].Id);
        Assert.Equal(["acme/history:1"], history[0].Tags);
    }

    [Fact]
    public async Task An_exported_image_is_a_source_whose_blobs_verify()
    {
        var image = InMemoryImage.Create(null, ("exported", "1"), ("exported2", "2"), ("exported", "1"));
        await _engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/exported:1")], None);

        using var source = await _engine.OpenAsync("acme/exported:1", None);

        var archived = Assert.Single(source.Images);
        Assert.Equal(["acme/exported:1"], archived.Names);
        var manifest = await source.GetManifestAsync("1", None);
        var content = Assert.IsType<ImageManifest>(manifest.Parse());
        Assert.Equal(image.Id, content.Config.Digest);
        Assert.Equal(3, content.Layers.Count);
        foreach (var blob in content.Blobs)
        {
            await using var stream = await source.OpenBlobAsync(blob, None);
            await stream.CopyToAsync(Stream.Null);
            Assert.Equal(blob.Size, stream.Position);
        }

        // And what came out goes in again under the same ID.
        Assert.Equal(image.Id, await _engine.LoadAsync(source, manifest, [ImageReference.Parse("acme/exported:2")], None));
    }

    [Fact]
    public async Task An_export_leaves_no_file_behind_and_where_that_can_be_has_none_with_a_name()
    {
        var image = InMemoryImage.Create(null, ("spooled", "1"));
        await _engine.LoadAsync(image, image.Manifest, [], None);
        using var folder = new TempDirectory();
        using var engine = new DockerEngine(new DockerEngineOptions { Endpoint = fixture.Endpoint, SpoolDirectory = folder.Path });

        using (await engine.OpenAsync(image.Id.ToString(), None))
            Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(folder.Path).Length);

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static async Task AssertFailsAsync(ErrorKind exitCode, Func<Task> action) =>
        Assert.Equal(exitCode, (await Assert.ThrowsAsync<PlimsollException>(action)).Kind);

    private sealed class Union(InMemoryImage first, InMemoryImage second, ManifestContent manifest) : IImageSource
    {
        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => ValueTask.FromResult<Descriptor?>(manifest.Descriptor);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => ValueTask.FromResult(manifest);

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
            first.Content.Blobs.Any(blob.NamesSameContentAs) ? first.OpenBlobAsync(blob, cancellationToken) : second.OpenBlobAsync(blob, cancellationToken);
    }

    private sealed class StoppingSource(InMemoryImage image, CancellationTokenSource stop) : IImageSource
    {
        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => image.ResolveAsync(tagOrDigest, cancellationToken);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => image.GetManifestAsync(tagOrDigest, cancellationToken);

        public async ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            if (blob.Digest == image.Content.Layers[0].Digest)
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return await image.OpenBlobAsync(blob, cancellationToken);
        }
    }
}
