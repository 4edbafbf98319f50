using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What <c>plimsoll receipt</c> does with the record of a run that published several images to a real registry.</summary>
public sealed class RunReceiptTests : RegistryCommandTests
{
    public RunReceiptTests()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        Git.Write("out/api/app", "api");
        Git.Write("out/web/app", "web");
    }

    [Fact]
    public async Task Show_tells_of_every_image()
    {
        await PublishAsync();

        var lines = (await World.SucceedAsync("receipt", "show", "run.json")).Lines;
        var json = await World.SucceedAsync("receipt", "show", "run.json", "--output", "json");

        Assert.Equal("kind        run", lines[0]);
        foreach (var name in (string[])["acme/api", "acme/web"])
            Assert.Contains($"destination {Registry.Root}/{name}", lines);
        Assert.Equal(await File.ReadAllTextAsync(Git["run.json"]), json.Output);
    }

    [Fact]
    public async Task Show_tells_what_failed_in_a_run_that_went_on()
    {
        await SmallImage.Create("not ours").PushAsync(RepositoryOf("acme/web"), "2.1.0");
        await World.RunAsync([.. Publish(), "--keep-going"]);

        Assert.Contains("failed      acme/web (5): ", (await World.SucceedAsync("receipt", "show", "run.json")).Output, StringComparison.Ordinal);
        Assert.Contains("acme/web was not published in that run", (await World.SucceedAsync("receipt", "verify", "run.json", "--online")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_checks_each_and_tells_of_all_although_one_is_broken()
    {
        await PublishAsync();
        Assert.Equal(2, (await World.SucceedAsync("receipt", "verify", "run.json")).Lines.Count(line => line.StartsWith("consistent", StringComparison.Ordinal)));
        await World.SucceedAsync("receipt", "verify", "run.json", "--online");
        await SmallImage.Create("something else").PushAsync(RepositoryOf("acme/api"), "2.1.0");

        var result = await World.RunAsync("receipt", "verify", "run.json", "--online", "--output", "json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("1 of 2 images could not be verified", result.Error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(result.Output);
        Assert.Equal("run", report.RootElement.GetProperty("kind").GetString());
        Assert.Equal([$"{Registry.Root}/acme/api", $"{Registry.Root}/acme/web"], report.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("destination").GetString()));
        Assert.Contains(report.RootElement.GetProperty("images")[0].GetProperty("tags").EnumerateArray(), tag => tag.GetProperty("state").GetString() == "differs");
    }

    [Fact]
    public async Task A_run_that_contradicts_itself_is_refused()
    {
        await PublishAsync();
        var run = ReceiptJson.ReadRecord(Git["run.json"]).Run!;
        Git.Write("run.json", (run with { Images = [run.Images[0], run.Images[1] with { FinishedAt = run.StartedAt.AddDays(-1) }] }).ToJson());

        Assert.Contains($"{Registry.Root}/acme/web: It ended before it started.", await World.FailAsync(ExitCode.Usage, "receipt", "verify", "run.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_gives_each_image_its_receipt_once()
    {
        await PublishAsync();

        var first = await World.SucceedAsync("receipt", "attach", "run.json");
        var second = await World.SucceedAsync("receipt", "attach", "run.json");

        Assert.Equal(first.Output, second.Output);
        Assert.Equal([$"{Registry.Root}/acme/api", $"{Registry.Root}/acme/web"], first.Lines.Select(line => line.Split(' ')[0]));
        foreach (var name in (string[])["acme/api", "acme/web"])
            Assert.Contains($"destination {Registry.Root}/{name}", (await World.SucceedAsync("receipt", "show", $"{Registry.Root}/{name}:2.1.0")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_gone_does_not_keep_the_others_from_their_receipts()
    {
        await PublishAsync();
        await RepositoryOf("acme/api").DeleteManifestAsync((await ResolveAsync("acme/api:2.1.0"))!, None);

        var result = await World.RunAsync("receipt", "attach", "run.json", "--output", "json");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains("1 of 2 images could not be updated with their receipts", result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal($"{Registry.Root}/acme/web", Assert.Single(json.RootElement.GetProperty("images").EnumerateArray()).GetProperty("destination").GetString());
    }

    [Fact]
    public async Task An_environment_goes_back_to_what_a_run_recorded_of_its_image()
    {
        await PublishAsync("--environment", "production");
        var good = await ResolveAsync("acme/web:production");
        await SmallImage.Create("bad").PushAsync(RepositoryOf("acme/web"), "production");

        Git.Write("empty.json", (ReceiptJson.ReadRecord(Git["run.json"]).Run! with { Images = [] }).ToJson());
        Assert.Contains("published nothing", await World.FailAsync(ExitCode.Usage, "rollback", "--to", "empty.json", "-e", "production"), StringComparison.Ordinal);
        Assert.Contains("--image", await World.FailAsync(ExitCode.Usage, "rollback", "--to", "run.json", "-e", "production"), StringComparison.Ordinal);
        await World.SucceedAsync("rollback", "--to", "run.json", "-e", "production", "--image", $"{Registry.Root}/acme/web");

        Assert.Equal(good, await ResolveAsync("acme/web:production"));
    }

    private string[] Publish() => ["publish", "--image", "acme/api=files:out/api", "--image", "acme/web=files:out/web", "--registry", Registry.Root, "--receipt", "run.json"];

    private Task<CommandResult> PublishAsync(params string[] options) => World.SucceedAsync([.. Publish(), .. options]);
}
