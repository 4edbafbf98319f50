using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.Cli.Tests.Hosts;

/// <summary>
/// The story of docs/releasing.md in a real registry: two images of one repository, from the first push to a release that
/// replaces one that was withdrawn. Every job runs in a fresh clone, and keeps nothing for the next.
/// </summary>
public sealed class ReleaseStoryTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Images = ["api", "web"];

    private readonly RegistryClient _client = new();
    private SharedRegistry _registry = null!;
    private GitRepository _origin = null!;

    public async Task InitializeAsync() => _registry = await SharedRegistry.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("GitHub Actions", "octocat")]
    [InlineData("Azure Pipelines", "Ann Author")]
    public async Task Two_images_go_from_dev_to_production_and_back(string host, string actor)
    {
        using var pipeline = new ReleasePipeline(host);
        _origin = pipeline.Origin;
        _origin.Write("plimsoll.yml", $$"""
            registry: {{_registry.Root}}

            images:
              api: { image: shop/api, source: "files:api" }
              web: { image: shop/web, source: "files:web" }

            environments:
              dev: { branches: main }
              staging: { requires: dev, branches: main }
              production: { requires: staging, branches: main, production: true }

            tags:
              latest: auto
              date: false

            receipts: { attach: environments }
            """);

        // The first release. Every push to main is on dev; the tag's run brings that very image to staging, and somebody to production.
        Develop("feat: open the shop");
        await pipeline.SucceedAsync(pipeline.PushToMain, "publish", "-e", "dev");
        Assert.Equal("1.2.0", await pipeline.CutAsync("1.2.0"));
        await pipeline.SucceedAsync(pipeline.TagRun("v1.2.0"), "publish", "--reuse", "-e", "staging");
        await pipeline.SucceedAsync(pipeline.ByHand, "promote", "1.2.0", "--to", "production");
        await AssertTagsAsync("open the shop: 1 1.2 1.2.0 dev latest production staging");

        // A feature comes to dev, and to nothing else.
        Develop("feat: pay by card");
        var pushed = await pipeline.SucceedAsync(pipeline.PushToMain, "publish", "-e", "dev");
        AssertRecord(pushed, ReceiptKind.Publish, "dev", version: null, actor);
        await AssertTagsAsync(
            "open the shop: 1 1.2 1.2.0 latest production staging",
            "pay by card: dev");

        // It is cut. Production does not take what staging does not have, however it is asked.
        Assert.Equal("1.3.0", await pipeline.CutAsync());
        Assert.Equal("tag", _origin.Run("cat-file", "-t", "v1.3.0"));
        var early = await pipeline.FailAsync(pipeline.TagRun("v1.3.0"), ExitCode.PolicyViolation, "publish", "-e", "production");
        Assert.Contains("cannot be deployed to environment 'production': it must be deployed to 'staging' first (rule required-environment)", early, StringComparison.Ordinal);
        Assert.Contains($"staging: {await DigestAsync("api", "1.2.0")}", early, StringComparison.Ordinal);
        Assert.Contains("--reuse", early, StringComparison.Ordinal);
        Assert.Contains("shop/api:1.3.0", await pipeline.FailAsync(pipeline.ByHand, ExitCode.NotFound, "promote", "1.3.0", "--to", "production"), StringComparison.Ordinal);

        // The tag's run publishes the version: it is what dev has, not a new build.
        var published = await pipeline.SucceedAsync(pipeline.TagRun("v1.3.0"), "publish", "--reuse", "-e", "staging");
        AssertRecord(published, ReceiptKind.Publish, "staging", "1.3.0", actor);
        Assert.All(published.Record!.Receipts.SelectMany(receipt => receipt.Blobs), blob => Assert.Equal(BlobOutcome.Present, blob.Outcome));
        await AssertTagsAsync(
            "open the shop: 1.2 1.2.0 production",
            "pay by card: 1 1.3 1.3.0 dev latest staging");

        // Both images come to production by one plan, with one receipt.
        var plan = await pipeline.SucceedAsync(pipeline.ByHand, "promote", "1.3.0", "--to", "production", "--dry-run");
        foreach (var image in Images)
            Assert.Contains($"move       production  {await DigestAsync(image, "1.2.0")} → {await DigestAsync(image, "1.3.0")}", plan.Command.Lines);
        Assert.Null(plan.Record);
        var promoted = await pipeline.SucceedAsync(pipeline.ByHand, "promote", "1.3.0", "--to", "production");
        AssertRecord(promoted, ReceiptKind.Promote, "production", "1.3.0", actor);
        Assert.All(promoted.Record!.Receipts, receipt => Assert.Equal(["1.3.0", "production"], receipt.Tags.Select(tag => tag.Tag)));
        await AssertTagsAsync(
            "open the shop: 1.2 1.2.0",
            "pay by card: 1 1.3 1.3.0 dev latest production staging");

        // Cards are charged twice: it is withdrawn, with latest and the lines that have something to go back to.
        foreach (var image in Images)
        {
            var (good, bad) = (await DigestAsync(image, "1.2.0"), await DigestAsync(image, "1.3.0"));
            var back = await pipeline.SucceedAsync(pipeline.ByHand, "rollback", "--to", "previous", "-e", "production", "--image", image, "--floating", "--reason", "cards are charged twice");
            var receipt = Assert.Single(back.Record!.Receipts);
            Assert.Equal((ReceiptKind.Rollback, "production", "1.2.0", actor), (receipt.Kind, receipt.Environment, receipt.Version, receipt.Actor));
            Assert.All(receipt.Tags, tag => Assert.Equal((bad, good), (tag.Before, tag.After)));
            Assert.Equal((bad, "1.3.0", actor, "cards are charged twice"), (receipt.Hold!.Digest, receipt.Hold.Version, receipt.Hold.HeldBy, receipt.Hold.Reason));
        }

        string[] withdrawn = ["open the shop: 1 1.2 1.2.0 latest production", "pay by card: 1.3 1.3.0 dev staging"];
        await AssertTagsAsync(withdrawn);

        // The hold keeps it away, by whichever verb, and tells who holds it and why.
        foreach (var (run, arguments) in new (HostRun, string[])[]
        {
            (pipeline.TagRun("v1.3.0"), ["publish", "-e", "production"]),
            (pipeline.TagRun("v1.3.0"), ["publish", "--reuse", "-e", "production"]),
            (pipeline.ByHand, ["promote", "1.3.0", "--to", "production"]),
        })
        {
            var refused = await pipeline.FailAsync(run, ExitCode.PolicyViolation, arguments);
            Assert.All([$"withdrawn from environment 'production' by {actor}", "cards are charged twice (rule withdrawn-image)", "(1.3.0)", "--release-hold"], words => Assert.Contains(words, refused, StringComparison.Ordinal));
        }

        await AssertTagsAsync(withdrawn);

        // The web was not the cause: its hold is released, and stays so.
        var released = await pipeline.SucceedAsync(pipeline.ByHand, "promote", "web:1.3.0", "--to", "production", "--release-hold");
        Assert.Single(Assert.Single(released.Record!.Receipts).ReleasedHolds);
        await pipeline.SucceedAsync(pipeline.ByHand, "promote", "web:1.3.0", "--to", "production");
        Assert.Equal(await DigestAsync("web", "1.3.0"), await DigestAsync("web", "production"));
        Assert.Equal(await DigestAsync("api", "1.2.0"), await DigestAsync("api", "production"));
        Assert.Contains("HELD SINCE", await ListAsync(pipeline, "api"), StringComparison.Ordinal);
        Assert.DoesNotContain("HELD SINCE", await ListAsync(pipeline, "web"), StringComparison.Ordinal);

        // The fix goes the same way, of both images, and the lines end where they belong.
        Develop("fix: charge cards once");
        await pipeline.SucceedAsync(pipeline.PushToMain, "publish", "-e", "dev");
        Assert.Equal("1.3.1", await pipeline.CutAsync());
        await pipeline.SucceedAsync(pipeline.TagRun("v1.3.1"), "publish", "--reuse", "-e", "staging");
        var republished = await pipeline.SucceedAsync(pipeline.ByHand, "promote", "--to", "production");
        AssertRecord(republished, ReceiptKind.Promote, "production", "1.3.1", actor);
        await AssertTagsAsync(
            "open the shop: 1.2 1.2.0",
            "pay by card: 1.3.0",
            "charge cards once: 1 1.3 1.3.1 dev latest production staging");

        // What happened in production, told by the registry alone.
        Assert.Equal(
            ["promote 1.3.1", "rollback 1.2.0", "promote 1.3.0", "promote 1.2.0"],
            (await ListAsync(pipeline, "api")).Split("\n\n")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(fields => $"{fields[1]} {fields[4]}"));
    }

    /// <summary>A commit that changes both images.</summary>
    private void Develop(string message)
    {
        foreach (var image in Images)
            _origin.Write($"{image}/app", $"{image}: {message}\n");
        _origin.Run("add", "--all");
        _origin.Commit(message);
    }

    /// <summary>Both repositories hold one image a commit, with these tags beside its Git SHA; digests differ between the two.</summary>
    /// <param name="expected">From the oldest commit on: its subject without type, and the tags in ordinal order.</param>
    private async Task AssertTagsAsync(params string[] expected)
    {
        foreach (var image in Images)
        {
            var repository = RepositoryOf(image);
            var tags = new List<(string Name, Digest Image)>();
            await foreach (var tag in repository.ListTagsAsync(CancellationToken.None))
                if (!tag.StartsWith("sha256-", StringComparison.Ordinal))
                    tags.Add((tag, (await repository.ResolveAsync(tag, CancellationToken.None))!.Digest));

            var found = new List<string>();
            foreach (var commit in _origin.Run("log", "--reverse", "--format=%h %s", "--abbrev=7").Split('\n').Select(line => line.Split(' ', 3)))
            {
                var of = Assert.Single(tags, tag => tag.Name == commit[0]).Image;
                found.Add($"{commit[2]}: {string.Join(' ', tags.Where(tag => tag.Image == of && tag.Name != commit[0]).Select(tag => tag.Name).Order(StringComparer.Ordinal))}");
                tags.RemoveAll(tag => tag.Image == of);
            }

            Assert.Equal(expected, found);
            Assert.Empty(tags);
        }

        Assert.NotEqual(await DigestAsync("api", "dev"), await DigestAsync("web", "dev"));
    }

    /// <summary>A job left one record, of both images.</summary>
    private void AssertRecord(JobResult job, string kind, string environment, string? version, string actor)
    {
        Assert.Equal(Images.Select(image => $"{_registry.Root}/shop/{image}"), job.Record!.Receipts.Select(receipt => receipt.Destination));
        Assert.All(job.Record.Receipts, receipt => Assert.Equal((kind, environment, version, actor, _origin.Head), (receipt.Kind, receipt.Environment, receipt.Version, receipt.Actor, receipt.Commit)));
        Assert.Equal(2, job.Command.Error.Split("receipt attached: ").Length - 1);
    }

    private async Task<string> ListAsync(ReleasePipeline pipeline, string image) =>
        (await pipeline.SucceedAsync(pipeline.ByHand, "receipt", "list", "-e", "production", "--from-registry", $"{_registry.Root}/shop/{image}")).Command.Output;

    private async Task<Digest> DigestAsync(string image, string tag) => (await RepositoryOf(image).ResolveAsync(tag, CancellationToken.None))!.Digest;

    private RegistryRepository RepositoryOf(string image) => _client.Repository(ImageReference.Parse($"{_registry.Root}/shop/{image}"));
}
