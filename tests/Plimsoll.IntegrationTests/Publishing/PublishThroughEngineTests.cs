using Plimsoll.IntegrationTests.Copying;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Publishing;

[Collection(SharedDocker.Name)]
public class PublishThroughEngineTests(DockerFixture docker)
{
    [Fact]
    public async Task The_engine_pushes_every_tag_and_a_second_time_nothing_changes()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);

        var first = await world.PublishAsync(ThroughEngine);
        var second = await world.PublishAsync(ThroughEngine);

        Assert.Equal("engine", first.Via);
        Assert.All(first.Tags, tag => Assert.Equal(TagAction.Create, tag.Action));
        Assert.All(second.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        foreach (var tag in first.Tags)
            Assert.Equal(tag.After.ToString(), await world.DigestAsync(tag.Tag));
    }

    [Fact]
    public async Task Provenance_is_attached_to_what_the_engine_pushed_before_any_tag_moves()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);

        var receipt = await world.PublishAsync(request => ThroughEngine(request) with { Provenance = ProvenanceMode.Attached });
        var again = await world.PublishAsync(request => ThroughEngine(request) with { Provenance = ProvenanceMode.Attached });

        var attached = Assert.Single(receipt.Attached!);
        Assert.Null(attached.Failure);
        Assert.Null(again.Attached);
        await using var services = world.Services();
        var listed = Assert.Single(await services.OpenRegistry(Plimsoll.Oci.Images.ImageReference.Parse(receipt.Destination)).GetReferrersAsync(receipt.Digest!, artifactType: null, CancellationToken.None));
        Assert.Equal(attached.Digest, listed.Digest);
        var written = world.Requests.Lines.ToList();
        Assert.InRange(written.FindIndex(line => line.StartsWith("PUT", StringComparison.Ordinal) && line.EndsWith($"/{attached.Digest}", StringComparison.Ordinal)), 0, written.FindIndex(line => line.StartsWith("PUT", StringComparison.Ordinal) && line.EndsWith("/latest", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Docker_pulls_what_was_published_directly_with_the_same_digest()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var receipt = await world.PublishAsync();

        var pulled = await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "pull", $"{world.Registry.Root}/acme/app:2.1.0"]);

        Assert.Contains($"Digest: {receipt.Digest}", pulled);
    }

    [Theory]
    [InlineData(PublishVia.Engine)]
    [InlineData(PublishVia.Direct)]
    public async Task An_image_of_the_engine_is_published_either_way(PublishVia via)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var image = InMemoryImage.Create(null, ("of-the-engine", $"{via}"));
        await docker.Engine.LoadAsync(image, image.Manifest, [Plimsoll.Oci.Images.ImageReference.Parse($"local/of-the-engine:{via}".ToLowerInvariant())], CancellationToken.None);

        var receipt = await world.PublishAsync(request => request with { Via = via, Source = ImageLocation.Parse($"docker-daemon:local/of-the-engine:{via}".ToLowerInvariant()) });

        Assert.Equal(receipt.Tags[0].After.ToString(), await world.DigestAsync("2.1.0"));
    }

    [Fact]
    public async Task A_push_that_is_denied_is_an_error_of_authentication()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions { WithPassword = true }, docker.Endpoint);
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = "wrong";

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(ThroughEngine));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
    }

    [Fact]
    public async Task The_engine_logs_in_with_the_credentials_that_we_find()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions { WithPassword = true }, docker.Endpoint);
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = RegistryServerOptions.Password;

        var receipt = await world.PublishAsync(ThroughEngine);

        Assert.All(receipt.Tags, tag => Assert.Equal(TagAction.Create, tag.Action));
    }

    [Fact]
    public async Task An_image_that_the_engine_does_not_have_is_not_found()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => ThroughEngine(request) with { Source = ImageLocation.Parse("docker-daemon:no/such/image") }));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
    }

    [Fact]
    public async Task A_second_time_neither_we_nor_the_engine_write_anything()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions(), docker.Endpoint);
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        await world.PublishAsync(request => ThroughEngine(request) with { Registry = proxy.Host });
        Assert.Contains(proxy.Requests, request => request.IsWrite);
        proxy.Clear();

        await world.PublishAsync(request => ThroughEngine(request) with { Registry = proxy.Host });

        Assert.NotEmpty(proxy.Requests);
        Assert.DoesNotContain(proxy.Requests, request => request.IsWrite);
    }

    [Fact]
    public async Task An_immutable_tag_of_another_image_is_refused_before_the_engine_pushes()
    {
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions(), docker.Endpoint);
        await using var proxy = FaultProxy.Start(world.Registry.Host);
        await world.PublishAsync(request => ThroughEngine(request) with { Registry = proxy.Host });
        world.SetContent("something else");
        proxy.Clear();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => ThroughEngine(request) with { Registry = proxy.Host, Keep = false }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains(":2.1.0 is immutable", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(proxy.Requests);
        Assert.DoesNotContain(proxy.Requests, request => request.IsWrite);
    }

    /// <summary>An engine packs layers anew and writes another manifest; the image is what its configuration says.</summary>
    [Theory]
    [InlineData(PublishVia.Engine, PublishVia.Direct)]
    [InlineData(PublishVia.Direct, PublishVia.Engine)]
    [InlineData(PublishVia.Engine, PublishVia.Auto)]
    [InlineData(PublishVia.Direct, PublishVia.Auto)]
    public async Task The_same_image_the_other_way_is_the_same_image_and_new_tags_name_the_manifest_that_is_there(PublishVia first, PublishVia second)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var (image, name) = (InMemoryImage.Create(null, ("either-way", $"{first} {second}")), $"local/either-way:{first}-{second}".ToLowerInvariant());
        await docker.Engine.LoadAsync(image, image.Manifest, [Plimsoll.Oci.Images.ImageReference.Parse(name)], CancellationToken.None);
        PublishRequest Of(PublishRequest request, PublishVia via) => request with { Via = via, Source = ImageLocation.Parse($"docker-daemon:{name}"), Keep = false };
        var there = await world.PublishAsync(request => Of(request, first));

        var again = await world.PublishAsync(request => Of(request, second) with { Environment = "staging" });

        Assert.Equal(there.Digest, again.Digest);
        Assert.Null(again.Kept);
        Assert.All(again.Tags, tag => Assert.Equal((tag.Tag == "staging" ? TagAction.Create : TagAction.Unchanged, there.Digest), (tag.Action, tag.After)));
        Assert.Equal(there.Digest!.ToString(), await world.DigestAsync("staging"));
    }

    /// <summary>The engine may have credentials that we do not find.</summary>
    [Fact]
    public async Task Where_only_the_engine_may_write_it_pushes_each_tag()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        world.AnswerInstead = request => request.Method == HttpMethod.Put ? new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden) : null;
        world.SetContent("pushed by the engine alone");

        var receipt = await world.PublishAsync(ThroughEngine);

        foreach (var tag in receipt.Tags)
            Assert.Equal((TagAction.Create, receipt.Digest!.ToString()), (tag.Action, await world.DigestAsync(tag.Tag)));
    }

    [Fact]
    public async Task A_plan_leaves_the_engine_alone_and_is_carried_out_by_it()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        world.SetContent("planned for the engine");

        var plan = await world.PlanAsync(ThroughEngine);
        var wasThere = await docker.Engine.InspectAsync(plan.Image.ToString(), CancellationToken.None);
        var receipt = await world.PublishAsync(request => ThroughEngine(request) with { Plan = plan });
        var after = await world.PlanAsync(ThroughEngine);

        Assert.Equal(("engine", 0), (plan.Via, plan.Blobs.Count));
        Assert.Null(wasThere);
        Assert.Equal(plan.PlanHash, receipt.PlanHash);
        Assert.All(after.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        Assert.False(after.HasChanges);
    }

    private static PublishRequest ThroughEngine(PublishRequest request) => request with { Via = PublishVia.Engine };
}
