using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

public class PlanTests
{
    [Fact]
    public async Task A_plan_tells_what_publishing_then_does()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.1.1");
        world.SetContent("more");

        var plan = await world.PlanAsync();
        var receipt = await world.PublishAsync();

        Assert.Equal(
            [("2.1.1", TagAction.Create), ("2.1", TagAction.Move), ("2", TagAction.Move), ("latest", TagAction.Move), (world.Repository.Head[..7], TagAction.Create), ("2026-05-19", TagAction.Move)],
            plan.Tags.Select(tag => (tag.Tag, tag.Action)));
        Assert.All(plan.Tags.Where(tag => tag.Action == TagAction.Move), tag => Assert.Equal((first.Digest, receipt.Digest), (tag.Before, tag.After)));
        Assert.Equal(receipt.Blobs.Select(blob => (blob.Digest, blob.Size, blob.Outcome)), plan.Blobs.Select(blob => (blob.Digest, blob.Size, blob.Outcome)));
        Assert.Equal((receipt.Digest, receipt.Commit, receipt.Destination, receipt.PlanHash), (plan.Image, plan.Commit, plan.Destination, plan.PlanHash));
        Assert.Empty(plan.Findings);
    }

    [Fact]
    public async Task A_plan_asks_the_registry_for_nothing_but_answers()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.SetContent("more");
        world.Requests.Clear();

        var plan = await world.PlanAsync();

        Assert.True(plan.HasChanges);
        Assert.NotEmpty(world.Requests.Lines);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Whoever_may_only_read_a_registry_may_plan_for_it_without_credentials()
    {
        await using var tokens = TokenServer.Start();
        await using var world = await PublishingWorld.CreateAsync(new RegistryServerOptions { Tokens = tokens });
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = RegistryServerOptions.Password;
        await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        world.Variables.Clear();
        world.Requests.Clear();
        tokens.Requests.Clear();

        var plan = await world.PlanAsync();
        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(TagAction.Move, plan.Tags.Single(tag => tag.Tag == "latest").Action);
        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Equal("GET repository:acme/app:pull", tokens.Requests.First());
    }

    [Fact]
    public async Task Nothing_changes_where_everything_is_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();

        var plan = await world.PlanAsync();

        Assert.False(plan.HasChanges);
        Assert.All(plan.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        Assert.NotEmpty(plan.Blobs);
        Assert.All(plan.Blobs, blob => Assert.Equal(BlobOutcome.Present, blob.Outcome));
    }

    [Fact]
    public async Task Blobs_of_a_base_image_in_the_same_registry_are_foretold_to_be_mounted()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var below = InMemoryImage.Create();
        await using var services = world.Services();
        var name = ImageReference.Parse($"{world.Registry.Root}/acme/base:1.0");
        await ImageCopier.CopyAsync(below, below.Manifest, services.OpenRegistry(name), null, CancellationToken.None);
        await services.OpenRegistry(name).PutManifestAsync(below.Manifest, "1.0", CancellationToken.None);
        world.Requests.Clear();

        var plan = await world.PlanAsync(request => request with { Base = ImageLocation.ForRegistry(name) });

        var blobs = plan.Blobs.ToDictionary(blob => blob.Digest);
        Assert.All(below.Content.Layers, layer => Assert.Equal((BlobOutcome.Mounted, world.Registry.Name("acme/base"), layer.Size), (blobs[layer.Digest].Outcome, blobs[layer.Digest].From, blobs[layer.Digest].Size)));
        Assert.Equal(2, blobs.Values.Count(blob => blob.Outcome == BlobOutcome.Sent));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_tag_that_is_refused_is_part_of_the_plan()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.SetContent("something else");

        var plan = await world.PlanAsync(request => request with { Keep = false });

        var refused = plan.Tags.Single(tag => tag.Tag == "2.1.0");
        Assert.Equal((TagAction.Refuse, first.Digest, plan.Image), (refused.Action, refused.Before, refused.After));
        Assert.NotNull(refused.Reason);
        Assert.Equal(TagAction.Refuse, plan.Tags.Single(tag => tag.Strategy == StrategyNames.GitSha).Action);
        Assert.Null(plan.Kept);
    }

    [Fact]
    public async Task What_policy_forbids_is_part_of_the_plan()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var plan = await world.PlanAsync(request => request with
        {
            Environment = "production",
            Rules = new TagRules { IsProduction = true, Only = [StrategyNames.Latest, StrategyNames.SemanticVersion] },
        });

        Assert.Equal([("mutable-tag", "2.1"), ("mutable-tag", "2"), ("mutable-tag", "latest")], plan.Findings.Select(finding => (finding.Rule, finding.Tag)));
        Assert.Equal(4, plan.Tags.Count);
    }

    [Fact]
    public async Task A_layout_that_does_not_exist_is_planned_for_and_not_made()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var plan = await world.PlanAsync(request => request with { Registry = null });

        Assert.All(plan.Blobs, blob => Assert.Equal(BlobOutcome.Sent, blob.Outcome));
        Assert.False(Directory.Exists(world.Repository["artifacts"]));
    }

    [Fact]
    public async Task A_plan_that_still_holds_is_carried_out_and_named_in_the_receipt()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var plan = PlannedImage.Parse((await world.PlanAsync()).ToJson(), "plan.json");

        var receipt = await world.PublishAsync(request => request with { Plan = plan });

        Assert.Equal(plan.PlanHash, receipt.PlanHash);
        Assert.Equal(plan.Tags.Select(tag => (tag.Tag, tag.After)), receipt.Tags.Select(tag => (tag.Tag, tag.After)));
        Assert.Equal(receipt.Digest?.ToString(), await world.DigestAsync("2.1.0"));
    }

    [Fact]
    public async Task A_tag_that_moved_since_the_plan_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        var plan = await world.PlanAsync();
        var other = InMemoryImage.Create(null, ("other", "publisher"));
        await PushAsync(world, other, "latest");

        var error = await RefuseAsync(world, request => request with { Plan = plan });

        Assert.Contains($"/acme/app:latest\n    planned: {first.Digest}\n    found:   {other.Manifest.Descriptor.Digest}", error, StringComparison.Ordinal);
        Assert.DoesNotContain("/acme/app:2\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_came_to_be_since_the_plan_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var plan = await world.PlanAsync();
        await PushAsync(world, InMemoryImage.Create(), "2026-05-19");

        Assert.Contains("/acme/app:2026-05-19\n    planned: absent", await RefuseAsync(world, request => request with { Plan = plan }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_since_the_plan_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var planned = world.Repository.Head;
        var plan = await world.PlanAsync();
        var commit = world.Repository.Commit("More", "app.txt");

        var error = await RefuseAsync(world, request => request with { Plan = plan });

        Assert.Contains($"the commit\n    planned: {planned}\n    found:   {commit}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_of_the_source_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var plan = await world.PlanAsync();
        world.SetContent("changed behind its back");

        Assert.Contains($"planned: {plan.Image}", await RefuseAsync(world, request => request with { Plan = plan }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_git_tag_since_the_plan_gives_other_tags_and_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var plan = await world.PlanAsync();
        world.Repository.Tag("v2.3.0");

        Assert.Contains("the derived tags", await RefuseAsync(world, request => request with { Plan = plan }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_policy_than_the_planned_one_stops_the_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var plan = await world.PlanAsync();

        Assert.Contains("the policy\n", await RefuseAsync(world, request => request with { Plan = plan, Policy = new ImagePolicy { MutableTags = ["x"] } }), StringComparison.Ordinal);
    }

    private static async Task<string> RefuseAsync(PublishingWorld world, Func<PublishRequest, PublishRequest> change)
    {
        world.Requests.Clear();
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(change));
        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains("Plan again", exception.Advice, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
        return exception.Message;
    }

    private static async Task PushAsync(PublishingWorld world, InMemoryImage image, string tag)
    {
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"));
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, CancellationToken.None);
        await repository.PutManifestAsync(image.Manifest, tag, CancellationToken.None);
    }
}
