using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Publishing.Builds;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>
/// A script stands in for buildx, which a machine of tests need not have: it records how it is called, and leaves behind
/// the archive, or the image's ID, that it is given.
/// </summary>
[Collection(SharedDocker.Name)]
public sealed class BuildKitBuildTests(DockerFixture docker) : IDisposable
{
    private readonly TempDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_archive_that_buildx_writes_is_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var told = new Told<string>();
        world.BuildOutput = told;
        await WriteArchiveAsync();
        RecordedBuildx.Use(world, _files, "docker-container", """
            for word; do case "$word" in type=oci,dest=*) cp "$DIR/archive.tar" "${word#type=oci,dest=}";; esac; done
            echo "#1 [1/1] COPY hello.txt /" >&2
            """);

        var image = await world.BuildAsync(Recipe() with { Secrets = ["id=npm,src=.npmrc"] });

        Assert.Equal("hello", image.Files["hello.txt"]);
        Assert.Equal("2.1.0", image.Mark(ImageLabels.Version));
        Assert.Contains("#1 [1/1] COPY hello.txt /", told.Values);
        var arguments = await File.ReadAllLinesAsync(_files["arguments"]);
        Assert.Contains($"org.opencontainers.image.revision={world.Repository.Head}", arguments);
        Assert.Contains($"manifest:org.opencontainers.image.revision={world.Repository.Head}", arguments);
        Assert.Contains("id=npm,src=.npmrc", arguments);
        Assert.Equal(_files.Path, arguments[^1]);
        Assert.Equal(world.Repository.Run("log", "-1", "--format=%ct"), (await File.ReadAllTextAsync(_files["epoch"])).Trim());
    }

    [Fact]
    public async Task An_image_that_the_engines_own_BuildKit_leaves_in_it_is_read_from_there()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var image = InMemoryImage.Create(null, ("loaded", "by buildx"));
        var id = await docker.Engine.LoadAsync(image, image.Manifest, [], CancellationToken.None);
        RecordedBuildx.Use(world, _files, "docker", $$"""
            while [ $# -gt 0 ]; do [ "$1" = --iidfile ] && printf '%s' "{{id}}" > "$2"; shift; done
            """);

        var published = await world.BuildAsync(Recipe());

        Assert.Equal("by buildx", published.Files["loaded"]);
        Assert.Equal(world.Repository.Head, published.Mark(ImageLabels.Revision));
    }

    [Fact]
    public async Task What_buildx_says_is_wrong_is_told()
    {
        await using var world = await PublishingWorld.CreateAsync();
        RecordedBuildx.Use(world, _files, "docker-container", "echo '#5 DONE' >&2; echo 'ERROR: failed to solve: no such stage' >&2; exit 1");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(Recipe()));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.EndsWith("failed:\n  ERROR: failed to solve: no such stage", exception.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Without_BuildKit_a_build_that_needs_it_says_what_to_install()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(Recipe() with { Via = BuildVia.BuildKit }));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("docker-buildx", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Dockerfile_that_is_not_there_is_not_found()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(BuildRecipe.ForDockerfile(_files["missing"], _files.Path)));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
    }

    private BuildRecipe Recipe() => BuildRecipe.ForDockerfile(_files.Write("Dockerfile", "FROM scratch\nCOPY hello.txt /\n"), _files.Path);

    /// <summary>The archive of an image that has what BuildKit would have been told.</summary>
    private async Task WriteArchiveAsync()
    {
        var image = InMemoryImage.Create(null, ("hello.txt", "hello"));
        await using var file = File.Create(_files["archive.tar"]);
        await OciArchiveWriter.WriteAsync(file, image, image.Manifest, tag: null, CancellationToken.None);
    }
}
