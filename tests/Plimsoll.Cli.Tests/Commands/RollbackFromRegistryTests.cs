using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Environments that jobs of a pipeline ship to: each has a fresh clone, and no receipt of another job.</summary>
public sealed class RollbackFromRegistryTests : RegistryCommandTests
{
    public RollbackFromRegistryTests() => Git.Commit("First", "app.txt");

    [Fact]
    public async Task Jobs_go_back_step_by_step_through_publications_and_promotions()
    {
        var first = await ReleaseAsync("2.1.0", "staging");
        await PromoteAsync("2.1.0", "production");
        var second = await ReleaseAsync("2.2.0", "staging");
        await PromoteAsync("2.2.0", "production");
        var third = await ReleaseAsync("2.3.0", "staging");
        await PromoteAsync("2.3.0", "production");

        await RollBackAsync("production");
        Assert.Equal((second, third), (await DigestAsync("production"), await DigestAsync("staging")));
        await RollBackAsync("production");
        Assert.Equal(first, await DigestAsync("production"));
        await RollBackAsync("staging");
        Assert.Equal(second, await DigestAsync("staging"));

        Assert.Contains("Cannot determine which image", await FailToRollBackAsync("production"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_withdrawn_is_passed_over_when_later_versions_go_back_too()
    {
        var first = await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");
        await RollBackAsync();
        await ReleaseAsync("2.3.0");
        var fourth = await ReleaseAsync("2.4.0");
        await ReleaseAsync("2.5.0");

        await RollBackAsync();
        Assert.Equal(fourth, await DigestAsync("production"));
        await RollBackAsync();
        await RollBackAsync();

        Assert.Equal(first, await DigestAsync("production"));
    }

    [Fact]
    public async Task An_image_that_came_twice_is_told_by_how_it_came_each_time()
    {
        var first = await ReleaseAsync("2.1.0");
        var second = await ReleaseAsync("2.2.0");
        await PromoteAsync("2.1.0", "production");
        await ReleaseAsync("2.3.0");

        await RollBackAsync();
        Assert.Equal(first, await DigestAsync("production"));
        await RollBackAsync();

        // The first version is withdrawn by now, so that nothing is left before the second.
        Assert.Equal(second, await DigestAsync("production"));
        Assert.Contains("Cannot determine which image", await FailToRollBackAsync("production"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_images_that_the_environment_had_are_asked_for()
    {
        var first = await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");
        await using var proxy = FaultProxy.Start(Registry.Root.Split('/')[0]);
        var image = Image.Replace(Registry.Root.Split('/')[0], proxy.Host, StringComparison.Ordinal);
        await World.SucceedAsync("promote", $"{image}:2.1.0", "--to", "qa");
        await World.SucceedAsync("promote", $"{image}:2.2.0", "--to", "qa");
        DeleteReceipts();
        proxy.Clear();

        var plan = await World.SucceedAsync("rollback", "--to", "previous", "-e", "qa", "--image", image, "--dry-run");

        Assert.Contains(plan.Lines, line => line.EndsWith($"→ {first}", StringComparison.Ordinal));
        Assert.DoesNotContain(proxy.Requests, request => request.Target.Contains("/tags/list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_whose_receipt_is_missing_does_not_end_the_history()
    {
        var first = await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0", "production", "--no-attach");
        await ReleaseAsync("2.3.0");
        await RollBackAsync();

        await RollBackAsync();

        Assert.Equal(first, await DigestAsync("production"));
    }

    [Fact]
    public async Task What_was_promoted_to_another_repository_goes_back_there()
    {
        var there = $"{Registry.Root}/release/app";
        var first = await ReleaseAsync("2.1.0", "staging");
        await PromoteAsync("2.1.0", "staging", "--image", there);
        var second = await ReleaseAsync("2.2.0", "staging");
        await PromoteAsync("2.2.0", "staging", "--image", there);

        await World.SucceedAsync("rollback", "--to", "previous", "-e", "staging", "--image", there);

        Assert.Equal((first, second), ((await ResolveAsync("release/app:staging"))!.ToString(), await DigestAsync("staging")));
    }

    [Fact]
    public async Task Nothing_is_attached_where_the_configuration_says_never_or_no_tag_of_an_environment_moved()
    {
        await ReleaseAsync("2.1.0", environment: null);
        Assert.Empty(await ReceiptsAsync("2.1.0"));
        await PromoteAsync("2.1.0", "staging");
        await PromoteAsync("2.1.0", "staging");
        Assert.Single(await ReceiptsAsync("2.1.0"));

        Git.Write("plimsoll.yml", "receipts:\n  attach: never\n");
        await ReleaseAsync("2.2.0", "staging");
        Assert.Empty(await ReceiptsAsync("2.2.0"));

        Git.Write("plimsoll.yml", "receipts:\n  attach: always\n");
        await ReleaseAsync("2.3.0", environment: null);
        Assert.Single(await ReceiptsAsync("2.3.0"));
    }

    [Fact]
    public async Task A_registry_that_takes_no_lists_of_referrers_is_warned_about_and_the_image_is_published()
    {
        await using var proxy = FaultProxy.Start(Registry.Root.Split('/')[0]);
        proxy.Decide = request => request.Method == "PUT" && request.Target.Contains("/manifests/sha256-", StringComparison.Ordinal) ? Fault.Denied : Fault.None;
        var image = Image.Replace(Registry.Root.Split('/')[0], proxy.Host, StringComparison.Ordinal);
        Release("2.1.0");

        var published = await World.SucceedAsync("publish", "files:out", "--image", image, "-e", "staging", "--receipt", "published.json");
        var promoted = await World.SucceedAsync("promote", $"{image}:2.1.0", "--to", "qa", "--receipt", "promoted.json");
        var asked = await World.RunAsync("promote", $"{image}:2.1.0", "--to", "production", "--attach", "--receipt", "asked.json");

        Assert.Contains("The image was published, but its receipt could not be attached", published.Error, StringComparison.Ordinal);
        Assert.Contains("plimsoll receipt attach published.json", published.Error, StringComparison.Ordinal);
        Assert.Contains("plimsoll receipt attach promoted.json", promoted.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Authentication, asked.ExitCode);
        proxy.Decide = _ => Fault.None;
        await World.SucceedAsync("receipt", "attach", "published.json");
    }

    [Fact]
    public async Task The_list_tells_a_hold_until_it_is_released()
    {
        await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        World.Environment["USER"] = "ann";
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--image", Image, "--reason", "it leaks");

        var local = await World.SucceedAsync("receipt", "list");
        var held = await World.SucceedAsync("receipt", "list", "--from-registry", Image);
        using var json = JsonDocument.Parse((await World.SucceedAsync("receipt", "list", "--from-registry", Image, "--output", "json")).Output);

        foreach (var list in new[] { local, held })
            Assert.Contains(list.Lines, line => line.StartsWith("2026-05-19T", StringComparison.Ordinal) && line.EndsWith($"production   2.2.0    ann  {bad}  it leaks", StringComparison.Ordinal));
        var hold = Assert.Single(json.RootElement.GetProperty("holds").EnumerateArray());
        Assert.Equal((bad, "it leaks", "production"), (hold.GetProperty("digest").GetString(), hold.GetProperty("reason").GetString(), hold.GetProperty("environment").GetString()));
        var cell = Assert.Single(json.RootElement.GetProperty("board").EnumerateArray());
        Assert.Equal(hold.GetProperty("id").GetString(), Assert.Single(cell.GetProperty("holds").EnumerateArray()).GetProperty("id").GetString());

        // The receipt that released it is lost; what the registry has tells of the release still.
        var receipts = Directory.GetFiles(ReceiptFile.FolderIn(Git.Path));
        await World.SucceedAsync("promote", $"{Image}:2.2.0", "--to", "production", "--release-hold", "--receipt", "elsewhere.json");
        Assert.Equal(receipts, Directory.GetFiles(ReceiptFile.FolderIn(Git.Path)));
        Assert.Contains("HELD SINCE", (await World.SucceedAsync("receipt", "list")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HELD SINCE", (await World.SucceedAsync("receipt", "list", "--online")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HELD SINCE", (await World.SucceedAsync("receipt", "list", "--from-registry", Image)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_tells_what_is_no_release_and_what_is_of_a_dirty_tree()
    {
        await ReleaseAsync("2.1.0", "staging");
        Git.Commit("Second", "app.txt");
        await World.SucceedAsync("publish", "files:out", "--image", Image, "-e", "staging");
        Git.Write("app.txt", "changed");
        await World.SucceedAsync("publish", "files:out", "--image", Image, "-e", "dev", "--allow-dirty");

        var lines = (await World.SucceedAsync("receipt", "list")).Lines;

        Assert.Contains(lines, line => line.Contains($"staging      unreleased  {Git.Head[..7]} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"dev          unreleased  {Git.Head[..7]}-dirty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_for_production_does_not_count_the_lists_of_referrers_as_tags()
    {
        await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");

        var plan = await World.SucceedAsync("plan", "files:out", "--image", Image, "-e", "production", "--output", "json");

        Assert.DoesNotContain("sha256-", plan.Output, StringComparison.Ordinal);
        Assert.Contains(await Repository.ListTagsAsync(None).ToListAsync(), tag => tag.StartsWith("sha256-", StringComparison.Ordinal));
    }

    private async Task<string> ReleaseAsync(string version, string? environment = "production", params string[] options)
    {
        Release(version);
        await World.SucceedAsync(["publish", "files:out", "--image", Image, .. environment is null ? [] : (string[])["-e", environment], .. options]);
        DeleteReceipts();
        return (await DigestAsync(version))!;
    }

    private void Release(string version)
    {
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        Git.Commit(version, "app.txt");
        Git.Tag($"v{version}");
        Git.Write("out/app", version);
    }

    private async Task PromoteAsync(string version, string environment, params string[] options)
    {
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.SucceedAsync(["promote", $"{Image}:{version}", "--to", environment, .. options]);
        DeleteReceipts();
    }

    private async Task RollBackAsync(string environment = "production")
    {
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.SucceedAsync("rollback", "--to", "previous", "-e", environment, "--image", Image);
        DeleteReceipts();
    }

    private Task<string> FailToRollBackAsync(string environment) =>
        World.FailAsync(ExitCode.NotFound, "rollback", "--to", "previous", "-e", environment, "--image", Image);

    private void DeleteReceipts()
    {
        foreach (var file in Directory.GetFiles(ReceiptFile.FolderIn(Git.Path)))
            File.Delete(file);
    }

    private async Task<string?> DigestAsync(string tag) => (await Repository.ResolveAsync(tag, None))?.Digest.ToString();

    private async Task<IReadOnlyList<RecordedReceipt>> ReceiptsAsync(string tag) =>
        (await ReceiptReferrer.ReadAsync(Repository, Image, (await Repository.ResolveAsync(tag, None))!.Digest, None)).Receipts;
}
