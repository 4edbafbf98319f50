using System.Text.Json.Nodes;
using Plimsoll.Cli.Tests.Schemas;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class PruneTests : RegistryCommandTests
{
    [Fact]
    public async Task A_plan_tells_of_every_tag_what_becomes_of_it_and_deletes_nothing()
    {
        var (old, _) = await PublishTwoAsync();

        var result = await World.SucceedAsync("prune", Image, "--keep", "sha=1");

        Assert.Matches($@"(?m)^delete +{old} +sha +2026-\d\d-\d\d +sha256:[0-9a-f]{{64}} +not one of the 1 newest$", result.Output);
        Assert.Matches(@"(?m)^keep +2\.1\.0 +release +- +sha256:[0-9a-f]{64} +a released version$", result.Output);
        Assert.Contains("bytes) no longer needed; the registry frees them", result.Output, StringComparison.Ordinal);

        // The image, the statement of its provenance, and the list that names it.
        Assert.Matches("[12] tags? and 3 manifests would be deleted", result.Error);
        Assert.NotNull(await ResolveAsync($"acme/app:{old}"));
    }

    [Fact]
    public async Task Applied_it_deletes_what_it_says_and_leaves_a_receipt()
    {
        var (old, kept) = await PublishTwoAsync();
        var image = await ResolveAsync($"acme/app:{old}");

        var result = await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--apply", "--receipt", "prune.json", "--output", "json");

        Assert.Null(await ResolveAsync($"acme/app:{old}"));
        Assert.NotNull(await ResolveAsync($"acme/app:{kept}"));
        Assert.Equal(result.Output, File.ReadAllText(Git["prune.json"]));
        await PublishedSchemas.AssertValidAsync("prune", result.Output, "prune");
        var receipt = JsonNode.Parse(result.Output)!;
        Assert.Equal(("prune", old), ((string)receipt["kind"]!, (string)receipt["repositories"]![0]!["tags"]![0]!["tag"]!));

        // The statement of its provenance goes with it; their order is that of their digests.
        Assert.Contains($"{image}", receipt["repositories"]![0]!["manifests"]!.AsArray().Select(digest => (string)digest!));
    }

    [Fact]
    public async Task A_saved_plan_is_carried_out_and_only_it()
    {
        var (old, kept) = await PublishTwoAsync();
        var plan = await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--save", "plan.json", "--output", "json");
        await PublishedSchemas.AssertValidAsync("prune-plan", plan.Output, "prune");
        var third = await PublishAsync("three");

        await World.SucceedAsync("prune", "--from-plan", "plan.json");

        Assert.Null(await ResolveAsync($"acme/app:{old}"));
        Assert.NotNull(await ResolveAsync($"acme/app:{kept}"));
        Assert.NotNull(await ResolveAsync($"acme/app:{third}"));
    }

    [Fact]
    public async Task What_is_needed_since_the_plan_was_made_is_left()
    {
        var (old, _) = await PublishTwoAsync();
        await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--save", "plan.json");
        await World.SucceedAsync("tag", $"{Image}:{old}", "by-hand");

        var result = await World.RunAsync("prune", "--from-plan", "plan.json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains($"{Image}:{old}: something that stays needs it now", result.Error, StringComparison.Ordinal);
        Assert.NotNull(await ResolveAsync($"acme/app:{old}"));
    }

    [Fact]
    public async Task A_tag_that_moved_since_the_plan_was_made_is_left()
    {
        var (old, _) = await PublishTwoAsync();
        await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--save", "plan.json");
        var before = (await ResolveAsync($"acme/app:{old}"))!;
        await SmallImage.Create("another").PushAsync(Repository, old);

        var result = await World.RunAsync("prune", "--from-plan", "plan.json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("it points to sha256:", result.Error, StringComparison.Ordinal);
        Assert.NotNull(await ResolveAsync($"acme/app:{old}"));
        Assert.NotNull(await Repository.ResolveAsync(before.ToString(), None));
    }

    [Fact]
    public async Task The_exit_code_tells_whether_something_would_be_deleted()
    {
        await PublishTwoAsync();

        Assert.Equal(ExitCode.ChangesPending, (await World.RunAsync("prune", Image, "--keep", "sha=1", "--detailed-exitcode")).ExitCode);
        Assert.Equal(ExitCode.Done, (await World.RunAsync("prune", Image, "--keep", "sha=2", "--detailed-exitcode")).ExitCode);
    }

    [Fact]
    public async Task Rules_and_repository_come_from_the_configuration()
    {
        var (old, _) = await PublishTwoAsync();
        Git.Write("plimsoll.yml", $"image: {Image}\nretention: {{ sha: 1 }}\n");

        Assert.Contains($"delete  {old}", (await World.SucceedAsync("prune")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("delete ", (await World.SucceedAsync("prune", "--keep", "sha=2")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_environment_had_is_kept_to_go_back_to()
    {
        var (old, kept) = await PublishTwoAsync();
        await World.SucceedAsync("promote", $"{Image}:{old}", "--to", "production", "--receipt", "elsewhere/1.json");
        World.Clock.Advance(TimeSpan.FromHours(1));
        await World.SucceedAsync("promote", $"{Image}:{kept}", "--to", "production", "--receipt", "elsewhere/2.json");

        var all = await World.SucceedAsync("prune", Image, "--keep", "sha=0");
        var none = await World.SucceedAsync("prune", Image, "--keep", "sha=0", "--rollback-targets", "0");

        Assert.Matches($"(?m)^keep +{old} .*environment 'production' has it, or can go back to it$", all.Output);
        Assert.Matches($"(?m)^delete +{old} ", none.Output);
        Assert.Matches($"(?m)^keep +{kept} ", none.Output);
    }

    [Fact]
    public async Task A_branch_whose_remote_does_not_have_it_any_more_loses_its_tag()
    {
        World.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        Git.Commit("First", "app.txt");
        using var remote = Git.Clone("--bare");
        Git.Run("remote", "add", "origin", remote.Path);
        Git.Write("plimsoll.yml", $"image: {Image}\ntags: {{ branch: true, sha: false, date: false, latest: never }}\nretention: {{ branch: open }}\n");
        foreach (var branch in new[] { "main", "feature/here", "feature/gone" })
        {
            if (branch != "main")
                Git.Checkout(branch, create: true);
            Git.Commit(branch, "app.txt");
            Git.Write("out/hello", branch);
            Git.Run("push", "--quiet", "origin", $"HEAD:refs/heads/{branch}");
            await World.SucceedAsync("publish", "files:out", "--image", Image, "--allow-older");
        }

        Git.Run("push", "--quiet", "origin", ":feature/gone");
        var output = (await World.SucceedAsync("prune")).Output;

        Assert.Matches("(?m)^delete +feature-gone +branch .* the branch does not exist any more$", output);
        Assert.Matches("(?m)^keep +feature-here +branch .* branch feature/here exists$", output);
        Assert.Matches("(?m)^keep +main +branch .* the tag of the default branch$", output);
    }

    [Fact]
    public async Task The_record_of_a_prune_is_shown_and_keeps_no_other_from_being_listed()
    {
        var (old, _) = await PublishTwoAsync();
        await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--apply");
        var file = Assert.Single(Directory.GetFiles(Git[".plimsoll/receipts"], "*-prune.json"));

        var list = await World.SucceedAsync("receipt", "list");
        var shown = await World.SucceedAsync("receipt", "show", file);
        var verified = await World.SucceedAsync("receipt", "verify", file);

        Assert.DoesNotContain("prune", list.Error + list.Output, StringComparison.Ordinal);
        Assert.Contains($"deleted  {old}", shown.Output, StringComparison.Ordinal);
        Assert.Contains("there is no image to verify", verified.Error, StringComparison.Ordinal);
        Assert.Contains("it records images that were deleted", await World.FailAsync(ExitCode.Usage, "receipt", "attach", file), StringComparison.Ordinal);
        Assert.Contains("it records images that were deleted", await World.FailAsync(ExitCode.Usage, "rollback", "--to", file, "--environment", "staging", "--image", Image), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_a_prune_is_no_part_of_an_index()
    {
        var (old, _) = await PublishTwoAsync();
        Git.Write("next/hello", "hello again");
        await World.SucceedAsync("publish", "files:next", "--image", Image, "--by-digest", "--platform", "linux/amd64", "--receipt", "parts/amd64.json");
        await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--apply", "--receipt", "parts/prune.json");

        await World.SucceedAsync("index", Image, "parts", "--tags", "date", "--receipt", "index.json");

        Assert.Null(await ResolveAsync($"acme/app:{old}"));
    }

    [Fact]
    public async Task A_broken_index_is_told_of()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await ImageCopier.CopyAsync(index, index.Manifest, Repository, progress: null, None);
        await Repository.PutManifestAsync(index.Manifest, "broken", None);
        await Repository.DeleteManifestAsync(index.Image(0).Descriptor.Digest, None);

        var output = (await World.SucceedAsync("prune", Image, "--keep", "sha=1")).Output;

        Assert.Contains($"broken: broken ({index.Manifest.Descriptor.Digest}) lists 1 manifest not there: {index.Image(0).Descriptor.Digest}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_does_not_list_images_without_a_tag_is_named()
    {
        await PublishTwoAsync();

        Assert.Contains($"warning: {Image}: the registry does not list images without a tag", (await World.SucceedAsync("prune", Image, "--untagged", "14d")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_rule_there_is_nothing_to_plan()
    {
        var error = await World.FailAsync(ExitCode.Usage, "prune", Image);

        Assert.Contains("retention: { sha: 10 }", error, StringComparison.Ordinal);
        Assert.Contains("--keep sha=10", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is an image, not a repository", "IMAGE:2.1.0", "--keep", "sha=1")]
    [InlineData("is not a kind of tags", "IMAGE", "--keep", "shaa=1")]
    [InlineData("is not an age", "IMAGE", "--untagged", "14")]
    [InlineData("does not say which released versions", "IMAGE", "--delete-released", "*")]
    [InlineData("--from-plan and --keep cannot be combined", "--from-plan", "plan.json", "--keep", "sha=1")]
    [InlineData("--from-plan and REPOSITORY cannot be combined", "IMAGE", "--from-plan", "plan.json")]
    [InlineData("--detailed-exitcode requires a plan", "IMAGE", "--keep", "sha=1", "--apply", "--detailed-exitcode")]
    public async Task A_mistake_is_refused(string message, params string[] arguments) =>
        Assert.Contains(message, await World.FailAsync(ExitCode.Usage, ["prune", .. arguments.Select(argument => argument.Replace("IMAGE", Image, StringComparison.Ordinal))]), StringComparison.Ordinal);

    [Fact]
    public async Task A_plan_that_was_changed_by_hand_is_refused()
    {
        await PublishTwoAsync();
        await World.SucceedAsync("prune", Image, "--keep", "sha=1", "--save", "plan.json");
        Git.Write("plan.json", File.ReadAllText(Git["plan.json"]).Replace("\"action\": \"keep\"", "\"action\": \"delete\"", StringComparison.Ordinal));

        Assert.Contains("was modified after the plan was saved", await World.FailAsync(ExitCode.Usage, "prune", "--from-plan", "plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_not_found() =>
        await World.FailAsync(ExitCode.NotFound, "prune", $"{Image}-gone", "--keep", "sha=1");

    [Fact]
    public async Task The_packages_of_GitHub_need_a_token() =>
        Assert.Contains("GITHUB_TOKEN", await World.FailAsync(ExitCode.Authentication, "prune", Image, "--keep", "sha=1", "--via", "github"), StringComparison.Ordinal);

    /// <summary>Publishes a release, and a commit before and one after it.</summary>
    /// <returns>The Git SHA tags of the first and of the last one.</returns>
    private async Task<(string Old, string New)> PublishTwoAsync()
    {
        var old = await PublishAsync("one");
        Git.Tag("v2.1.0");
        await PublishAsync("release", isReleased: true);
        return (old, await PublishAsync("two"));
    }

    private async Task<string> PublishAsync(string content, bool isReleased = false)
    {
        World.Clock.Advance(TimeSpan.FromHours(1));
        if (!isReleased)
            Git.Commit(content, "app.txt");
        Git.Write("out/hello", content);
        await World.SucceedAsync("publish", "files:out", "--image", Image, "--tags", isReleased ? "semver" : "sha");
        return Git.Head[..7];
    }
}
