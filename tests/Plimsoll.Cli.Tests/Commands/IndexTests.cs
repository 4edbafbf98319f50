using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Images published by digest from several jobs and joined, in a real registry.</summary>
public sealed class IndexTests : RegistryCommandTests
{
    private const string Platforms = "linux/386,linux/amd64,linux/arm/v6,linux/arm/v7,linux/arm64,linux/ppc64le,linux/riscv64,linux/s390x";

    public IndexTests()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        foreach (var platform in Platforms.Split(',').Select(Platform.Parse))
            Git.Write($"out/{platform.Architecture}{platform.Variant}/app", platform.ToString());
    }

    [Fact]
    public async Task Eight_jobs_and_an_index_give_the_bytes_of_one_run()
    {
        await World.SucceedAsync("publish", "files:out/{arch}{variant}", "--image", $"{Registry.Root}/acme/whole", "--platform", Platforms);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => new CommandWorld(Git.Path).SucceedAsync(
            "publish", "files:out/{arch}{variant}", "--image", Image, "--platform", Platforms, "--by-digest", "--partition", $"{number}/8", "--receipt", $"receipts/job-{number}/receipt.json")));
        Assert.Empty(await TagsAsync("acme/app"));

        await World.SucceedAsync("index", Image, "receipts");

        var whole = await IndexAsync("acme/whole", "2.1.0");
        Assert.Equal(8, whole.Parse().Children.Count);
        Assert.Equal(whole.Bytes.ToArray(), (await IndexAsync("acme/app", "2.1.0")).Bytes.ToArray());
        Assert.Equal((await TagsAsync("acme/whole")).Order(StringComparer.Ordinal), (await TagsAsync("acme/app")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_platform_is_sent_without_a_tag_and_its_receipt_says_which()
    {
        var receipt = JsonDocument.Parse((await PublishAsync("linux/arm64", "--output", "json", "--environment", "staging")).Output).RootElement;

        Assert.Equal("linux/arm64", receipt.GetProperty("platform").GetString());
        Assert.Empty(receipt.GetProperty("tags").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, receipt.GetProperty("environment").ValueKind);
        Assert.NotNull(await RepositoryOf("acme/app").ResolveAsync(receipt.GetProperty("digest").GetString()!, None));
        Assert.Empty(await TagsAsync("acme/app"));
    }

    [Fact]
    public async Task A_second_run_of_one_platform_sends_nothing()
    {
        await PublishAsync("linux/arm64");

        var plan = await World.SucceedAsync("plan", "files:out/{arch}", "--image", Image, "--platform", "linux/arm64", "--by-digest", "--detailed-exitcode");
        var again = await PublishAsync("linux/arm64");

        Assert.Contains("unchanged", plan.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 2 blobs sent", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digests_and_images_of_other_repositories_are_joined_too()
    {
        var arm = (await PublishAsync("linux/arm64")).Lines[0].Split('@', ' ')[1];
        var elsewhere = (await World.SucceedAsync("publish", "files:out/{arch}", "--image", $"{Registry.Root}/other/app", "--by-digest", "--platform", "linux/s390x")).Lines[0].Split(' ')[0];

        await World.SucceedAsync("index", Image, arm, elsewhere, "--verify", "full");

        Assert.Equal(["linux/arm64", "linux/s390x"], (await IndexAsync("acme/app", "latest")).Parse().Children.Select(child => child.Platform!.ToString()));
    }

    [Fact]
    public async Task A_dry_run_says_what_the_index_would_be_and_writes_nothing()
    {
        var arm = (await PublishAsync("linux/arm64")).Lines[0].Split('@', ' ')[1];

        var plan = JsonDocument.Parse((await World.SucceedAsync("index", Image, arm, "--dry-run", "--output", "json")).Output).RootElement;
        Assert.Empty(await TagsAsync("acme/app"));
        await World.SucceedAsync("index", Image, arm);

        Assert.Equal(plan.GetProperty("image").GetString(), (await IndexAsync("acme/app", "2.1.0")).Descriptor.Digest.ToString());
    }

    [Fact]
    public async Task An_index_of_other_images_under_an_immutable_tag_is_a_conflict()
    {
        var (arm, intel) = ((await PublishAsync("linux/arm64")).Lines[0].Split('@', ' ')[1], (await PublishAsync("linux/amd64")).Lines[0].Split('@', ' ')[1]);
        await World.SucceedAsync("index", Image, arm);

        var error = await World.FailAsync(ExitCode.TagConflict, "index", Image, arm, intel, "--no-keep");

        Assert.Contains("2.1.0 is immutable", error, StringComparison.Ordinal);
        Assert.Single((await IndexAsync("acme/app", "latest")).Parse().Children);
    }

    [Fact]
    public async Task An_index_that_was_withdrawn_comes_back_when_its_hold_is_released()
    {
        string[] good = ["index", Image, "receipts", "-e", "production"];
        await PublishAsync("linux/arm64", "--receipt", "receipts/receipt.json");
        await World.SucceedAsync(good);
        Git.Commit("Second", "app.txt");
        Git.Tag("v2.2.0");
        await PublishAsync("linux/arm64", "--receipt", "receipts/receipt.json");
        await World.SucceedAsync(good);
        await World.SucceedAsync("rollback", "--to", "previous", "--image", Image, "-e", "production", "--reason", "it leaks");

        Assert.Contains("--release-hold", await World.FailAsync(ExitCode.PolicyViolation, good), StringComparison.Ordinal);
        await World.SucceedAsync([.. good, "--release-hold"]);

        Assert.Equal((await IndexAsync("acme/app", "2.2.0")).Descriptor.Digest, (await IndexAsync("acme/app", "production")).Descriptor.Digest);
    }

    [Fact]
    public async Task A_receipt_of_another_commit_is_refused()
    {
        await PublishAsync("linux/arm64", "--receipt", "receipt.json");
        Git.Commit("Second", "other.txt");

        var error = await World.FailAsync(ExitCode.Usage, "index", Image, "receipt.json");

        Assert.Contains("receipt.json is a receipt for another commit", error, StringComparison.Ordinal);
        Assert.Empty(await TagsAsync("acme/app"));
    }

    [Fact]
    public async Task A_tag_is_no_part_of_an_index()
    {
        var error = await World.FailAsync(ExitCode.Usage, "index", Image, $"{Image}:latest");

        Assert.Contains("neither a receipt nor an image by digest", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_publishes_nothing_by_digest() =>
        Assert.Contains("direct", await World.FailAsync(ExitCode.Usage, "publish", "files:out/arm64", "--image", Image, "--by-digest", "--via", "engine"), StringComparison.Ordinal);

    private Task<CommandResult> PublishAsync(string platform, params string[] more) =>
        World.SucceedAsync(["publish", "files:out/{arch}", "--image", Image, "--platform", platform, "--by-digest", .. more]);

    private ValueTask<ManifestContent> IndexAsync(string name, string tag) => RepositoryOf(name).GetManifestAsync(tag, None);

    private async Task<List<string>> TagsAsync(string name)
    {
        var tags = new List<string>();
        await foreach (var tag in RepositoryOf(name).ListTagsAsync(None))
            tags.Add(tag);
        return tags;
    }
}
