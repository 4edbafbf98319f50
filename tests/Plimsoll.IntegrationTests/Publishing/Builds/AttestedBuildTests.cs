using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Signing.Attachments;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>What BuildKit says about an image stays with it: one platform and its attestations are an index, wherever publishing meets one.</summary>
[Collection(SharedDocker.Name)]
public sealed class AttestedBuildTests(DockerFixture docker) : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_attestation_is_published_with_its_image_as_the_builder_made_both()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var built = await PrepareAsync(world);

        var image = await world.BuildAsync(Recipe());

        var index = Assert.IsType<ImageIndex>(image.Root.Parse());
        Assert.Equal([built.Image.Manifest.Descriptor.Digest, built.Attestation.Descriptor.Digest], index.Manifests.Select(entry => entry.Digest));
        Assert.Equal(world.Repository.Head, index.Annotations![ImageLabels.Revision]);
        Assert.DoesNotContain("--provenance", await File.ReadAllLinesAsync(_files["arguments"]));
        await using var services = world.Services();
        Assert.True(await AttachmentFinder.FindAsync(services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app")), image.Root, None).AnyAsync(attachment => attachment.IsProvenance));
    }

    [Fact]
    public async Task Attestations_and_the_registrys_cache_are_asked_of_the_builder_and_a_plan_writes_no_cache()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await PrepareAsync(world);
        var recipe = Recipe() with { Provenance = BuildProvenance.Max, Sbom = true, Cache = BuildCache.InRegistry };

        await world.PlanAsync(recipe.ApplyTo);
        var planned = await File.ReadAllLinesAsync(_files["arguments"]);
        await world.PublishAsync(recipe.ApplyTo);
        var published = await File.ReadAllLinesAsync(_files["arguments"]);

        var place = $"type=registry,ref={world.Registry.Root}/acme/app:buildcache";
        Assert.Equal(["--provenance", "mode=max", "--sbom", "true", "--cache-from", place, _files.Path], planned.SkipWhile(argument => argument != "--provenance"));
        Assert.Equal(["--provenance", "mode=max", "--sbom", "true", "--cache-from", place, "--cache-to", $"{place},mode=max,ignore-error=true", _files.Path], published.SkipWhile(argument => argument != "--provenance"));
    }

    [Fact]
    public async Task A_build_that_differs_only_in_when_it_ran_leaves_every_tag_where_it_is()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var built = await PrepareAsync(world);
        await world.PublishAsync(Recipe().ApplyTo);
        var before = await world.DigestAsync("2.1.0");

        await WriteAsync(AttestedImage.Create(built.Image, "2026-05-20T00:00:00Z"));
        var receipt = await world.PublishAsync(request => Recipe().ApplyTo(request) with { Keep = false });

        Assert.All(receipt.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        Assert.Equal((before, before), (await world.DigestAsync("2.1.0"), await world.DigestAsync("latest")));
    }

    [Fact]
    public async Task A_plan_holds_although_the_image_is_built_again()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var built = await PrepareAsync(world);
        var plan = await world.PlanAllAsync(Recipe().ApplyTo);

        await WriteAsync(AttestedImage.Create(built.Image, "2026-05-20T00:00:00Z"));
        await using var services = world.Services();
        await new Publisher(services).ExecuteAsync(plan, world.Options);

        Assert.IsType<ImageIndex>((await world.ReadAsync()).Root.Parse());
    }

    [Fact]
    public async Task A_plan_does_not_hold_for_another_image()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var built = await PrepareAsync(world);
        var plan = await world.PlanAllAsync(Recipe().ApplyTo);

        await WriteAsync(AttestedImage.Create(InMemoryImage.Create((await built.Image.ReadConfigAsync(built.Image.Content, None))!.Config!.Labels, ("other", "content"))));
        await using var services = world.Services();
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => new Publisher(services).ExecuteAsync(plan, world.Options));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains("the source", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_by_digest_it_is_recorded_with_its_platform_and_joined_with_its_attestation()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var built = await PrepareAsync(world);

        var receipt = await world.PublishAsync(request => Recipe().ApplyTo(request) with { ByDigest = true });
        await world.PublishAsync(request => request with { Source = null, Parts = [new(ImageLocation.ForRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app@{receipt.Digest}")))] });

        Assert.Equal("linux/amd64", receipt.Platform);
        var index = Assert.IsType<ImageIndex>((await world.ReadAsync()).Root.Parse());
        Assert.Equal([built.Image.Manifest.Descriptor.Digest, built.Attestation.Descriptor.Digest], index.Manifests.Select(entry => entry.Digest));
    }

    [Fact]
    public async Task Through_the_engine_the_image_goes_without_its_attestation()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var built = await PrepareAsync(world);

        await world.PublishAsync(request => Recipe().ApplyTo(request) with { Via = PublishVia.Engine });

        Assert.Equal(built.Image.Id, (await world.ReadAsync()).Manifest.Config.Digest);
    }

    [Fact]
    public async Task The_classic_builder_refuses_what_only_BuildKit_has()
    {
        await using var world = await PublishingWorld.CreateAsync();

        foreach (var recipe in (BuildRecipe[])[Recipe() with { Provenance = BuildProvenance.Min }, Recipe() with { Sbom = true }, Recipe() with { Cache = new BuildCache { From = ["type=gha"] } }])
        {
            var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(recipe with { Via = BuildVia.Engine }));

            Assert.Equal(ErrorKind.Usage, exception.Kind);
            Assert.Contains("classic builder", exception.Message, StringComparison.Ordinal);
            Assert.Contains("buildx", exception.Advice, StringComparison.Ordinal);
        }
    }

    private BuildRecipe Recipe() => BuildRecipe.ForDockerfile(_files.Write("Dockerfile", "FROM scratch\nCOPY hello.txt /\n"), _files.Path);

    /// <summary>The builder gives an image with the labels that it is asked for, which a first build records.</summary>
    private async Task<AttestedImage> PrepareAsync(PublishingWorld world)
    {
        RecordedBuildx.Use(world, _files, "docker-container", RecordedBuildx.CopyArchive);
        await WriteAsync(AttestedImage.Create(InMemoryImage.Create()));
        await world.PlanAsync(Recipe().ApplyTo);
        var arguments = await File.ReadAllLinesAsync(_files["arguments"]);
        var labels = arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == "--label").Select(pair => pair.Second.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var built = AttestedImage.Create(InMemoryImage.Create(labels, ("hello.txt", "hello")));
        await WriteAsync(built);
        return built;
    }

    private async Task WriteAsync(AttestedImage image)
    {
        await using var file = File.Create(_files["archive.tar"]);
        await OciArchiveWriter.WriteAsync(file, image, image.Manifest, tag: null, None);
    }
}
