using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

[Collection(SharedDocker.Name)]
public class EngineBuildTests(DockerFixture docker)
{
    [Fact]
    public async Task A_Dockerfile_is_built_by_the_engine_and_published_with_labels_and_annotations()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("app/hello.txt", "hello");

        var image = await world.BuildAsync(Recipe(files, "FROM scratch\nARG NAME=none\nCOPY app /app\nENV NAME=$NAME\nENTRYPOINT [\"/app\"]\n") with
        {
            Arguments = new Dictionary<string, string> { ["NAME"] = "given" },
        });

        Assert.Equal("hello", image.Files["app/hello.txt"]);
        Assert.Contains("NAME=given", image.Config.Config!.Env!);
        Assert.Equal("2.1.0", image.Mark(ImageLabels.Version));
        Assert.Equal(world.Repository.Head, image.Mark(ImageLabels.Revision));
    }

    [Fact]
    public async Task The_engines_own_push_takes_what_the_engine_built()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("pushed.txt", "by the engine");
        var (lines, transfers) = (new Told<string>(), new Told<TransferProgress>());
        (world.BuildOutput, world.Transfers) = (lines, transfers);

        var receipt = await world.PublishAsync(request => Recipe(files, "FROM scratch\nCOPY pushed.txt /\n").ApplyTo(request with { Via = PublishVia.Engine }));
        var image = await world.ReadAsync();

        Assert.Equal("engine", receipt.Via);
        Assert.Equal("by the engine", image.Files["pushed.txt"]);
        Assert.Contains(lines.Values, line => line.Contains("COPY pushed.txt", StringComparison.Ordinal));
        Assert.Contains(transfers.Values, transfer => transfer is { Direction: TransferDirection.Upload } && transfer.Bytes == transfer.Blob.Size);
        Assert.Equal("2.1.0", image.Config.Config!.Labels![ImageLabels.Version]);
    }

    [Fact]
    public async Task Auto_takes_the_engine_for_what_is_in_it_unless_there_are_credentials()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("auto", "auto");
        var recipe = Recipe(files, "FROM scratch\nCOPY auto /\n");

        var without = await world.PublishAsync(request => recipe.ApplyTo(request with { Via = PublishVia.Auto, Image = "acme/without" }));
        var ofFiles = await world.PublishAsync(request => request with { Via = PublishVia.Auto, Image = "acme/files" });
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = "somebody";
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = "secret";
        var with = await world.PublishAsync(request => recipe.ApplyTo(request with { Via = PublishVia.Auto, Image = "acme/with" }));

        Assert.Equal(("engine", "direct", "direct"), (without.Via, ofFiles.Via, with.Via));
    }

    [Fact]
    public async Task A_target_is_a_stage()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("a", "first");
        files.Write("b", "second");

        var image = await world.BuildAsync(Recipe(files, "FROM scratch AS one\nCOPY a /\nFROM scratch AS two\nCOPY b /\n") with { Target = "one" });

        Assert.Equal(["a"], image.Files.Keys);
    }

    [Fact]
    public async Task A_Dockerfile_outside_of_its_context_is_no_part_of_the_image()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("context/a", "a");
        files.Write("docker/Dockerfile", "FROM scratch\nCOPY . /\n");

        var image = await world.BuildAsync(BuildRecipe.ForDockerfile(files["docker/Dockerfile"], files["context"]) with { Via = BuildVia.Engine });

        Assert.Equal(["a"], image.Files.Keys);
    }

    [Fact]
    public async Task The_step_that_failed_is_named_with_its_reason()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(Recipe(files, "FROM scratch\nLABEL a=b\nCOPY missing /\n")));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains("at 'Step 3/", exception.Message, StringComparison.Ordinal);
        Assert.Contains("COPY missing /", exception.Message, StringComparison.Ordinal);
        Assert.Contains("file does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_Dockerfile_that_cannot_be_read_is_an_error_of_the_user()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(Recipe(files, "FORM scratch\n")));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("FORM", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mounts_of_BuildKit_lead_to_it()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(Recipe(files, "FROM scratch\nRUN --mount=type=secret,id=x /app\n")));

        Assert.Contains("via: buildkit", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_refused_before_the_engine_is_asked()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: "unix:///nowhere");
        using var files = new TempDirectory();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(Recipe(files, "FROM scratch\n") with { Secrets = ["id=x"] }));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("does not support build secrets", exception.Message, StringComparison.Ordinal);
        Assert.Contains("buildx", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_is_built_again_is_the_same_image_as_long_as_the_engine_keeps_it()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("a", "twice");
        var recipe = Recipe(files, "FROM scratch\nCOPY a /\n");
        await world.PublishAsync(recipe.ApplyTo);
        File.SetLastWriteTimeUtc(files["a"], DateTime.UnixEpoch);

        var second = await world.PublishAsync(recipe.ApplyTo);

        Assert.All(second.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
    }

    private static BuildRecipe Recipe(TempDirectory files, string dockerfile) =>
        BuildRecipe.ForDockerfile(files.Write("Dockerfile", dockerfile), files.Path) with { Via = BuildVia.Engine };
}
