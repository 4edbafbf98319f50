using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Publishing without a registry: to the OCI layout in the repository.</summary>
public sealed class PublishToLayoutTests : IDisposable
{
    // The default would be this machine's.
    private static readonly string[] Publish = ["publish", "files:out", "--image", "app", "--platform", "linux/amd64"];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public PublishToLayoutTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    private string Layout => _repository["artifacts/images/app"];

    private string Index => Path.Combine(Layout, "index.json");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Every_tag_is_in_the_layout_and_in_the_output()
    {
        var result = await _world.SucceedAsync([.. Publish, "--environment", "staging"]);

        var sha = _repository.Head[..7];
        string[] tags = ["2.1.0", "2.1", "2", "latest", sha, "2026-05-19", "staging"];
        var digest = await DigestAsync("2.1.0");
        Assert.NotNull(digest);
        foreach (var tag in tags)
            Assert.Equal(digest, await DigestAsync(tag));
        Assert.Equal(tags.Select(tag => $"oci:artifacts/images/app:{tag}"), result.Lines.Select(line => line.Split(' ')[0]));
        Assert.All(result.Lines, line => Assert.EndsWith(digest.ToString(), line, StringComparison.Ordinal));
        Assert.Contains("7 of 7 tags written", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_is_written_and_printed_as_json()
    {
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_repository["small"]), "1");

        var result = await _world.SucceedAsync("publish", "small", "--image", "app", "--environment", "staging", "--provenance", "false", "--output", "json");

        var file = Assert.Single(Directory.GetFiles(_repository[".plimsoll/receipts"]));
        Assert.Equal($"20260519T233000000Z-{_repository.Head[..7]}.json", Path.GetFileName(file));
        Assert.Equal(result.Output, await File.ReadAllTextAsync(file));
        PlanTests.WithoutPlanHash(result.Output.Replace($"\"{CommandHost.Version}\"", "\"VERSION\"", StringComparison.Ordinal)).MatchSnapshot();
    }

    [Fact]
    public async Task The_receipt_goes_where_it_is_wanted()
    {
        await _world.SucceedAsync([.. Publish, "--receipt", "deep/er/receipt.json"]);

        Assert.Equal(_repository.Head, JsonDocument.Parse(await File.ReadAllTextAsync(_repository["deep/er/receipt.json"])).RootElement.GetProperty("commit").GetString());
        Assert.False(Directory.Exists(_repository[".plimsoll"]));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await _world.SucceedAsync(Publish);
        var index = await File.ReadAllBytesAsync(Index);
        var written = Directory.GetFiles(Layout, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        _world.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await _world.SucceedAsync(Publish);

        Assert.Contains("up to date: nothing was sent", result.Error, StringComparison.Ordinal);
        Assert.All(result.Lines, line => Assert.Contains(" unchanged ", line, StringComparison.Ordinal));
        Assert.Equal(index, await File.ReadAllBytesAsync(Index));
        Assert.Equal(written, Directory.GetFiles(Layout, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_writes_nothing()
    {
        var text = await _world.SucceedAsync([.. Publish, "--dry-run"]);

        Assert.Equal("ACTION  TAG         DIGEST", text.Lines[0]);
        Assert.All(text.Lines[1..7], line => Assert.StartsWith("create  ", line, StringComparison.Ordinal));
        Assert.All(text.Lines[8..^2], line => Assert.StartsWith("sent  ", line, StringComparison.Ordinal));
        Assert.Equal("attach provenance (SLSA v1)", text.Lines[^1]);
        Assert.False(Directory.Exists(_repository["artifacts"]));
        Assert.False(Directory.Exists(_repository[".plimsoll"]));
    }

    [Fact]
    public async Task The_same_files_in_another_folder_give_the_same_digest()
    {
        await _world.SucceedAsync(Publish);
        using var clone = _repository.Clone();
        clone.Write("elsewhere/app", "program");

        await new CommandWorld(clone.Path).SucceedAsync("publish", "files:elsewhere", "--image", "app", "--platform", "linux/amd64");

        Assert.Equal(await DigestAsync("2.1.0"), (await OciLayout.Open(clone["artifacts/images/app"]).ResolveAsync("2.1.0", CancellationToken.None))?.Digest);
    }

    [Fact]
    public async Task An_image_of_another_layout_keeps_its_digest()
    {
        await _world.SucceedAsync(Publish);

        await _world.SucceedAsync("publish", "oci:artifacts/images/app:2.1.0", "--image", "oci:copy", "--tags", "semver");

        Assert.Equal(await DigestAsync("2.1.0"), (await OciLayout.Open(_repository["copy"]).ResolveAsync("2.1", CancellationToken.None))?.Digest);
    }

    [Fact]
    [Trait("Answers", "CVE-2026-33634")]
    public async Task An_immutable_tag_of_another_image_is_a_conflict()
    {
        await _world.SucceedAsync(Publish);
        var (index, before) = (await File.ReadAllBytesAsync(Index), await DigestAsync("2.1.0"));
        _repository.Write("out/app", "another program");

        var error = await _world.FailAsync(ExitCode.TagConflict, [.. Publish, "--no-keep"]);
        var dry = await _world.RunAsync([.. Publish, "--no-keep", "--dry-run"]);

        Assert.Contains("oci:artifacts/images/app:2.1.0 is immutable", error, StringComparison.Ordinal);
        Assert.Contains($"existing: {before}", error, StringComparison.Ordinal);
        Assert.Contains("as a new version", error, StringComparison.Ordinal);
        Assert.Contains("(--reuse)", error, StringComparison.Ordinal);
        Assert.Contains("when:", error, StringComparison.Ordinal);
        Assert.Equal(index, await File.ReadAllBytesAsync(Index));
        Assert.Single(Directory.GetFiles(_repository[".plimsoll/receipts"]));
        Assert.Equal(ExitCode.TagConflict, dry.ExitCode);
        Assert.StartsWith($"refuse  2.1.0       {before} → ", dry.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_run_of_the_commit_keeps_what_was_published_and_says_so()
    {
        await _world.SucceedAsync([.. Publish, "--tags", "semver"]);
        var first = await DigestAsync("2.1.0");
        _repository.Write("out/app", "built again, and differently");

        var plan = await _world.SucceedAsync([.. Publish, "--dry-run"]);
        var markdown = await _world.SucceedAsync(["plan", .. Publish[1..], "--output", "markdown", "--save", "plan.json"]);
        var result = await _world.SucceedAsync("publish", "--from-plan", "plan.json", "--output", "json");
        var again = await _world.SucceedAsync(Publish);

        var kept = JsonDocument.Parse(result.Output).RootElement.GetProperty("kept");
        Assert.Equal(("2.1.0", first!.ToString()), (kept.GetProperty("tag").GetString(), kept.GetProperty("digest").GetString()));
        Assert.NotEqual(first.ToString(), kept.GetProperty("built").GetString());
        Assert.Equal(first, await DigestAsync("latest"));
        Assert.Equal(first, await DigestAsync(_repository.Head[..7]));
        foreach (var text in (string[])[plan.Output, markdown.Output])
            Assert.Contains("would not be published", text, StringComparison.Ordinal);
        foreach (var text in (string[])[result.Error, again.Error])
        {
            Assert.Contains("2.1.0 already points to an image of this commit", text, StringComparison.Ordinal);
            Assert.Contains("was not published", text, StringComparison.Ordinal);
        }

        Assert.StartsWith("keep  ", plan.Lines[1].Replace("keep    ", "keep  ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("2.1.0       kept", again.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_publishes_what_cannot_move_and_refuses_the_rest()
    {
        var error = await _world.FailAsync(ExitCode.PolicyViolation, [.. Publish, "--environment", "production", "--tags", "latest"]);
        Assert.False(Directory.Exists(_repository["artifacts"]));
        var result = await _world.SucceedAsync([.. Publish, "--environment", "production"]);

        Assert.Contains("'latest'", error, StringComparison.Ordinal);
        Assert.Contains("mutable-tag", error, StringComparison.Ordinal);
        Assert.Equal(["2.1.0", _repository.Head[..7], "production"], result.Lines.Select(line => line.Split(' ')[0].Split(':')[^1]));
    }

    private async Task<Digest?> DigestAsync(string tag) => (await OciLayout.Open(Layout).ResolveAsync(tag, CancellationToken.None))?.Digest;
}
