using Plimsoll.Oci;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

public class PodmanBuildTests
{
    [Fact]
    public async Task Podmans_service_builds_and_either_way_publishes()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var podman = await PodmanService.StartAsync(world.Registry.Host);
        world.Engine = podman.Endpoint;
        using var files = new TempDirectory();
        files.Write("kept/a", "kept");
        files.Write("ignored/b", "ignored");
        files.Write(".dockerignore", "ignored\n");
        var recipe = BuildRecipe.ForDockerfile(files.Write("Dockerfile", "FROM scratch\nCOPY . /\n"), files.Path) with { Via = BuildVia.Engine };

        var image = await world.BuildAsync(recipe);
        var pushed = await world.PublishAsync(request => recipe.ApplyTo(request with { Via = PublishVia.Engine, Image = "acme/pushed" }));

        Assert.Equal("kept", image.Files["kept/a"]);
        Assert.DoesNotContain("ignored/b", image.Files.Keys);
        Assert.Equal("2.1.0", image.Mark(ImageLabels.Version));
        Assert.Equal("engine", pushed.Via);
    }

    [Fact]
    public async Task The_step_that_failed_is_named()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var podman = await PodmanService.StartAsync(world.Registry.Host);
        world.Engine = podman.Endpoint;
        using var files = new TempDirectory();
        var recipe = BuildRecipe.ForDockerfile(files.Write("Dockerfile", "FROM scratch\nCOPY missing /\n"), files.Path) with { Via = BuildVia.Engine };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(recipe));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains("COPY missing /'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", exception.Message, StringComparison.Ordinal);
    }
}
