using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>One commit is released once, however many runs build it.</summary>
public class PublishKeepTests
{
    private static readonly string[] Tags = ["2.1.0", "2.1", "2", "latest"];

    [Fact]
    public async Task A_second_build_of_the_commit_keeps_what_the_first_run_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.SetContent("built again, and differently");

        var plan = await world.PlanAsync();
        world.Requests.Clear();
        var second = await world.PublishAsync();

        Assert.Empty(world.Writes);
        Assert.Equal((first.Digest, first.Digest), (plan.Image, second.Digest));
        Assert.All(second.Tags, tag => Assert.Equal((tag.Mutability == Mutability.Immutable ? TagAction.Keep : TagAction.Unchanged, first.Digest), (tag.Action, tag.After)));
        Assert.NotEqual(first.Digest, plan.Source.Digest);
        Assert.Equal(new KeptImage("2.1.0", first.Digest!, plan.Source.Digest, null, null, null), second.Kept);
        Assert.Equal(second.Kept, plan.Kept);
        Assert.Null(first.Kept);
    }

    [Fact]
    public async Task Moving_tags_follow_the_image_that_is_kept()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync(request => request with { Rules = new TagRules { Only = [StrategyNames.SemanticVersion] } });
        world.SetContent("built again, and differently");

        var second = await world.PublishAsync(request => request with { Environment = "staging" });

        foreach (var tag in (string[])[.. Tags, world.Repository.Head[..7], "2026-05-19", "staging"])
            Assert.Equal(first.Digest!.ToString(), await world.DigestAsync(tag));
        Assert.Equal(TagAction.Create, second.Tags.Single(tag => tag.Tag == "staging").Action);
    }

    [Fact]
    public async Task Without_a_release_they_follow_the_commits_own_tag()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var commit = world.Repository.Commit("A fix", "app.txt");
        var first = await world.PublishAsync();
        world.SetContent("built again, and differently");

        var second = await world.PublishAsync(request => request with { Environment = "dev" });

        Assert.Equal((first.Digest!, commit[..7]), (second.Digest!, second.Kept!.Tag));
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("dev"));
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("2026-05-19"));
    }

    [Fact]
    public async Task A_release_on_the_image_of_the_branch_is_kept_by_its_tag_although_its_label_names_no_version()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.Repository.Commit("A fix", "app.txt");
        var branch = await world.PublishAsync();
        world.Repository.Tag("v2.1.1");
        await world.PublishAsync(request => request with { Reuse = true, Source = null });
        world.SetContent("built again, and differently");

        var again = await world.PublishAsync();

        Assert.Equal(branch.Digest, again.Digest);
        Assert.Equal("2.1.1", again.Kept!.Tag);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("another commit", "2.1.0")]
    [InlineData("this commit", "2.0.0")]
    public async Task What_does_not_say_that_it_is_of_the_commit_and_version_is_a_conflict(string? revision, string? version)
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        var labels = new Dictionary<string, string>();
        if (revision is not null)
            labels[ImageLabels.Revision] = revision == "this commit" ? world.Repository.Head : new string('1', 40);
        if (version is not null)
            labels[ImageLabels.Version] = version;
        var image = InMemoryImage.Create(labels, ("whose", "another run's"));
        var layout = OciLayout.OpenOrCreate(folder["other"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "x", CancellationToken.None);
        await world.PublishAsync(request => request with { Source = ImageLocation.ForLayout(folder["other"], "x") });
        world.Requests.Clear();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains("the setting 'reuse'", exception.Advice, StringComparison.Ordinal);
        Assert.Contains("when:", exception.Advice, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Keeping_nothing_is_a_conflict()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync();
        world.SetContent("built again, and differently");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Keep = false }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
    }

    [Fact]
    public async Task A_saved_plan_says_what_is_kept_and_is_carried_out()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync(request => request with { Rules = new TagRules { Only = [StrategyNames.SemanticVersion] } });
        world.SetContent("built again, and differently");
        await using var services = world.Services();
        var publisher = new Publisher(services);
        var plan = await publisher.PlanAsync([world.Request()]);

        var read = PublishPlan.Parse(plan.ToJson(), "plan.json");
        var report = await publisher.ExecuteAsync(read with { Requests = plan.Requests }, world.Options);

        Assert.Equal("2.1.0", Assert.Single(read.Images).Kept!.Tag);
        Assert.Equal(first.Digest, Assert.Single(report.Receipts).Digest);
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync(world.Repository.Head[..7]));
        Assert.Contains(report.Summary, line => line.Contains("was not published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_it_is_the_attached_receipt_tells()
    {
        await using var world = await PublishingWorld.CreateAsync();
        foreach (var (name, value) in new[] { ("GITHUB_ACTIONS", "true"), ("GITHUB_ACTOR", "alice"), ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_REPOSITORY", "acme/app"), ("GITHUB_RUN_ID", "7"), ("GITHUB_REF", "refs/tags/v2.1.0"), ("GITHUB_SHA", world.Repository.Head), ("GITHUB_EVENT_NAME", "push") })
            world.Variables[name] = value;
        await using (var services = world.Services())
            await new Publisher(services).PublishAsync([world.Request()], world.Options with { Attach = AttachReceipts.Always });
        world.Variables.Clear();
        world.SetContent("built again, and differently");

        var kept = (await world.PublishAsync()).Kept!;

        Assert.Equal("alice", kept.Actor);
        Assert.Contains("/acme/app/actions/runs/7", kept.RunUrl, StringComparison.Ordinal);
        Assert.NotNull(kept.PublishedAt);
    }
}
