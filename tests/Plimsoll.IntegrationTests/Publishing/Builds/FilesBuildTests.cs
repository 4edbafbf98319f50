using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Builds;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

public class FilesBuildTests
{
    [Fact]
    public async Task Files_are_put_on_a_base_with_entrypoint_labels_and_annotations()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("out/app", "program");
        var below = InMemoryImage.Create(null, ("below", "base"));
        var name = ImageReference.Parse($"{world.Registry.Root}/acme/base:1.0");
        await using (var services = world.Services())
        {
            await ImageCopier.CopyAsync(below, below.Manifest, services.OpenRegistry(name), null, CancellationToken.None);
            await services.OpenRegistry(name).PutManifestAsync(below.Manifest, "1.0", CancellationToken.None);
        }

        var image = await world.BuildAsync(BuildRecipe.ForFiles(files["out"]) with { Base = name.ToString(), Entrypoint = ["/app", "--serve"] });

        Assert.Equal(["app", "below"], image.Files.Keys);
        Assert.Equal(["/app", "--serve"], image.Config.Config!.Entrypoint);
        Assert.Equal("2.1.0", image.Mark(ImageLabels.Version));
    }

    [Fact]
    public async Task What_a_request_says_wins_over_the_recipe()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("out/app", "program");
        var recipe = BuildRecipe.ForFiles(files["out"]) with { Entrypoint = ["/app"], Platforms = [Platform.Parse("linux/arm64")] };

        await world.PublishAsync(request => recipe.ApplyTo(request with { Platform = Platform.LinuxAmd64, Entrypoint = ["/other"] }));

        var image = await world.ReadAsync();
        Assert.Equal(("amd64", "/other"), (image.Config.Architecture, image.Config.Config!.Entrypoint!.Single()));
    }

    [Fact]
    public async Task Files_of_several_platforms_are_one_index()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("out/linux/amd64/app", "for amd64");
        files.Write("out/linux/arm64/app", "for arm64");

        var image = await world.BuildAsync(BuildRecipe.ForFiles(files["out/{os}/{arch}"]) with { Platforms = [Platform.LinuxAmd64, Platform.Parse("linux/arm64")] });

        Assert.Equal(["linux/amd64", "linux/arm64"], Assert.IsType<ImageIndex>(image.Root.Parse()).Manifests.Select(entry => $"{entry.Platform}"));
        Assert.Equal("for amd64", image.Files["app"]);
    }
}
