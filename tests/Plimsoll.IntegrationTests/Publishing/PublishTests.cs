using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishTests
{
    [Fact]
    public async Task Layers_of_a_base_image_in_the_same_registry_are_mounted()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var below = InMemoryImage.Create();
        await using var services = world.Services();
        var name = ImageReference.Parse($"{world.Registry.Root}/acme/base:1.0");
        await ImageCopier.CopyAsync(below, below.Manifest, services.OpenRegistry(name), null, CancellationToken.None);
        await services.OpenRegistry(name).PutManifestAsync(below.Manifest, "1.0", CancellationToken.None);
        world.Requests.Clear();

        var receipt = await world.PublishAsync(request => request with { Base = ImageLocation.ForRegistry(name) });

        var outcomes = receipt.Blobs.ToDictionary(blob => blob.Digest, blob => blob.Outcome);
        Assert.All(below.Content.Layers, layer => Assert.Equal(BlobOutcome.Mounted, outcomes[layer.Digest]));
        Assert.DoesNotContain(world.Requests.Lines, line => below.Content.Layers.Any(layer => line.StartsWith("GET", StringComparison.Ordinal) && line.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_client_finds_the_image_under_every_tag()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => request with { Environment = "staging" });

        Assert.Equal(["2.1.0", "2.1", "2", "latest", world.Repository.Head[..7], "2026-05-19", "staging"], receipt.Tags.Select(tag => tag.Tag));
        Assert.All(receipt.Tags, tag => Assert.Equal((TagAction.Create, null), (tag.Action, tag.Before)));
        foreach (var tag in receipt.Tags)
            Assert.Equal(receipt.Digest!.ToString(), await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", "--tls-verify=false", $"docker://{world.Registry.Root}/acme/app:{tag.Tag}"));
    }

    [Fact]
    public async Task A_second_publishing_writes_nothing_at_all()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.Requests.Clear();

        var second = await world.PublishAsync();

        Assert.Empty(world.Writes);
        Assert.Equal(first.Digest, second.Digest);
        Assert.All(second.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        Assert.Empty(second.Blobs);
    }

    [Fact]
    public async Task Production_gets_the_version_the_commit_and_its_pointer()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => request with { Environment = "production", Rules = new TagRules { IsProduction = true } });

        Assert.Equal(["2.1.0", world.Repository.Head[..7], "production"], receipt.Tags.Select(tag => tag.Tag));
    }

    [Fact]
    public async Task A_moving_tag_asked_for_in_production_is_refused_before_the_registry_hears_of_it()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with
        {
            Environment = "production",
            Rules = new TagRules { IsProduction = true, Only = [StrategyNames.Latest, StrategyNames.SemanticVersion] },
        }));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("'latest'", exception.Message);
        Assert.Contains("mutable-tag", exception.Message);
        Assert.NotNull(exception.Advice);
        Assert.Empty(world.Requests.Lines);
    }

    [Fact]
    public async Task An_immutable_tag_of_another_image_stops_everything_before_a_byte_is_sent()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.SetContent("something else");
        world.Requests.Clear();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Keep = false }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains(first.Digest!.ToString(), exception.Message);
        Assert.Empty(world.Writes);
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task A_commit_that_was_published_before_it_was_tagged_keeps_its_commit_tag()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var commit = world.Repository.Commit("A fix", "app.txt");
        var before = await world.PublishAsync();
        world.Repository.Tag("v2.1.1");

        var receipt = await world.PublishAsync();

        var kept = Assert.Single(receipt.Tags, tag => tag.Action == TagAction.Keep);
        Assert.Equal((commit[..7], before.Digest, before.Digest), (kept.Tag, kept.Before, kept.After));
        Assert.NotEqual(before.Digest, receipt.Digest);
        Assert.Equal(receipt.Digest!.ToString(), await world.DigestAsync("2.1.1"));
        Assert.Equal(before.Digest!.ToString(), await world.DigestAsync(commit[..7]));
    }

    [Fact]
    public async Task A_moving_tag_moves_and_the_receipt_says_from_where()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");

        var second = await world.PublishAsync();

        var latest = Assert.Single(second.Tags, tag => tag.Tag == "latest");
        Assert.Equal((TagAction.Move, first.Digest, second.Digest), (latest.Action, latest.Before, latest.After));
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("2.1"));
    }

    [Fact]
    public async Task A_release_that_only_the_registry_knows_keeps_latest_where_it_is()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        var latest = await world.DigestAsync("latest");
        world.Repository.Run("tag", "--delete", "v2.1.0");
        world.Repository.Commit("A backport", "app.txt");
        world.Repository.Tag("v1.9.1");

        var plan = await world.PlanAllAsync();
        var receipt = await world.PublishAsync();

        Assert.Contains(plan.Warnings, warning => warning.StartsWith("registry-ahead-of-git", StringComparison.Ordinal));
        Assert.Equal(["1.9.1", "1.9", "1", world.Repository.Head[..7], "2026-05-19"], receipt.Tags.Select(tag => tag.Tag));
        Assert.Equal(latest, await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task Planning_writes_nothing()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var plan = await world.PlanAsync();

        Assert.True(plan.HasChanges);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Without_a_registry_the_image_goes_to_a_layout_in_the_repository()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(request => request with { Registry = null });

        Assert.Equal("oci:artifacts/images/acme/app", receipt.Destination);
        Assert.Empty(world.Requests.Lines);
        var digest = await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", $"oci:{world.Repository["artifacts/images/acme/app"]}:2.1.0");
        Assert.Equal(receipt.Digest!.ToString(), digest);
        Assert.Equal(6, await OciLayout.Open(world.Repository["artifacts/images/acme/app"]).ListTagsAsync(CancellationToken.None).CountAsync());
    }

    [Fact]
    public async Task A_layout_that_lost_a_blob_is_made_whole_again()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync(request => request with { Registry = null });
        foreach (var blob in Directory.EnumerateFiles(world.Repository["artifacts/images/acme/app/blobs/sha256"]))
            File.Delete(blob);

        await world.PublishAsync(request => request with { Registry = null });

        await OtherEnd.SkopeoAsync("copy", "--quiet", $"oci:{world.Repository["artifacts/images/acme/app"]}:2.1.0", $"dir:{world.Repository["copied"]}");
    }

    [Theory]
    [InlineData("docker.io/acme/app")]
    [InlineData("index.docker.io/acme/app")]
    [InlineData("localhost:5000/acme/app")]
    public void A_name_with_a_registry_goes_to_that_registry(string image)
    {
        var request = new PublishRequest { Source = ImageLocation.ForFiles("."), Image = image, RepositoryPath = "." };

        Assert.Equal(ImageTransport.Registry, PublishDestination.Resolve(request).Transport);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => PublishDestination.Resolve(request with { Registry = "ghcr.io" })).Kind);
    }

    [Fact]
    public async Task A_plan_without_a_tag_is_a_mistake()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Rules = new TagRules { Only = [StrategyNames.Environment] } }));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("no environment was specified", exception.Message);
    }

    [Fact]
    public async Task The_image_is_not_written_into_its_own_files()
    {
        await using var world = await PublishingWorld.CreateAsync();

        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Registry = null, Source = ImageLocation.ForFiles(world.Repository.Path) }))).Kind);
    }

    [Fact]
    public async Task The_same_commit_and_files_give_the_same_digest_in_another_clone()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var clone = world.Repository.Clone();

        var here = await world.PublishAsync(request => request with { Registry = null });
        var there = await world.PublishAsync(request => request with { Registry = null, RepositoryPath = clone.Path });

        Assert.Equal(here.Digest, there.Digest);
    }
}
