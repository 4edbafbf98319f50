using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll receipt</c> with receipts that are files, of images in the layout of a repository.</summary>
public sealed class ReceiptTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public ReceiptTests()
    {
        _repository.Commit("First", "app.txt");
        _repository.Tag("v1.0.0");
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Show_tells_who_published_what_from_where()
    {
        _repository.Write("receipt.json", (SampleReceipts.Create() with
        {
            Dirty = true,
            ChangedFiles = ["app.txt"],
            Policy = new ReceiptPolicy("tag", SampleReceipts.DigestOf("policy")),
            Retries = 2,
        }).ToJson());

        var lines = (await _world.SucceedAsync("receipt", "show", "receipt.json")).Lines;

        Assert.Contains("environment staging", lines);
        Assert.Contains($"commit      {Contexts.CommitId} (dirty: app.txt)", lines);
        Assert.Contains("actor       ada", lines);
        Assert.Contains("run         https://ci.example/runs/7", lines);
        Assert.Contains($"policy      tag {SampleReceipts.DigestOf("policy")}", lines);
        Assert.Contains("finished    2026-05-19T23:30:00Z", lines);
        Assert.Contains("blobs       1 sent (42 bytes)", lines);
        Assert.Contains("retries     2", lines);
        Assert.Contains($"tag         localhost:5000/acme/app:latest   moved    {SampleReceipts.DigestOf("2.1.0")} (was {SampleReceipts.DigestOf("old")})", lines);
    }

    [Fact]
    public async Task Show_as_json_is_the_receipt()
    {
        _repository.Write("receipt.json", SampleReceipts.Create().ToJson());

        Assert.Equal(SampleReceipts.Create().ToJson(), (await _world.SucceedAsync("receipt", "show", "receipt.json", "--output", "json")).Output);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_no_receipt_is_told()
    {
        _repository.Write("other.json", "{}");

        Assert.Contains("There is no receipt", await _world.FailAsync(ExitCode.NotFound, "receipt", "show", "nowhere.json"), StringComparison.Ordinal);
        Assert.Contains("other.json is not a valid receipt: it has no schemaVersion", await _world.FailAsync(ExitCode.Usage, "receipt", "show", "other.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_without_the_registry_says_that_it_was_not_asked()
    {
        _repository.Write("receipt.json", SampleReceipts.Create().ToJson());

        var result = await _world.SucceedAsync("receipt", "verify", "receipt.json");

        Assert.Equal([$"consistent  localhost:5000/acme/app@{SampleReceipts.DigestOf("2.1.0")}"], result.Lines);
        Assert.Contains("the registry was not queried", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_that_contradicts_itself_is_refused()
    {
        var receipt = SampleReceipts.Create();
        _repository.Write("receipt.json", (receipt with { Tags = [receipt.Tags[0] with { Action = TagAction.Move }] }).ToJson());

        Assert.Contains("The receipt contradicts itself: 2.1.0 was moved, but did not exist before.", await _world.FailAsync(ExitCode.Usage, "receipt", "verify", "receipt.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_reads_the_layout_that_was_published_to()
    {
        await PublishAsync("--environment", "staging", "--receipt", "receipt.json");

        var result = await _world.SucceedAsync("receipt", "verify", "receipt.json", "--online");

        Assert.StartsWith("present  oci:artifacts/images/app ", result.Lines[1], StringComparison.Ordinal);
        Assert.All(result.Lines.Skip(2), line => Assert.StartsWith("same   ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attached_receipts_are_found_in_a_layout_too()
    {
        await PublishAsync("--environment", "staging", "--attach");
        var written = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_repository[".plimsoll/receipts"])));

        Assert.Equal(written, (await _world.SucceedAsync("receipt", "show", "oci:artifacts/images/app:1.0.0", "--output", "json")).Output);
        using var list = JsonDocument.Parse((await _world.SucceedAsync("receipt", "list", "--from-registry", "oci:artifacts/images/app", "--output", "json")).Output);
        Assert.Equal("staging", Assert.Single(list.RootElement.GetProperty("receipts").EnumerateArray()).GetProperty("environment").GetString());
    }

    [Fact]
    public async Task List_is_newest_first_and_can_be_narrowed()
    {
        Keep("a", SampleReceipts.Create("1.0.0", "production", Contexts.Now.AddDays(-2)));
        Keep("b", SampleReceipts.Create("1.1.0", "staging", Contexts.Now.AddDays(-1)));
        Keep("c", SampleReceipts.Create("1.1.0", "production") with { Destination = "localhost:5000/acme/web" });

        var all = (await _world.SucceedAsync("receipt", "list")).Lines;
        var production = (await _world.SucceedAsync("receipt", "list", "--environment", "production", "--image", "app")).Lines;

        Assert.Equal(["FINISHED", "2026-05-19T23:30:00Z", "2026-05-18T23:30:00Z", "2026-05-17T23:30:00Z"], all.Select(line => line.Split(' ')[0]));
        Assert.Contains("ada", all[1], StringComparison.Ordinal);
        Assert.EndsWith(SampleReceipts.DigestOf("1.0.0").ToString(), Assert.Single(production.Skip(1)), StringComparison.Ordinal);
        Assert.Single((await _world.SucceedAsync("receipt", "list", "--image", "localhost:5000/acme/web")).Lines.Skip(1));
    }

    [Fact]
    public async Task List_as_json_holds_receipts_and_board()
    {
        Keep("a", SampleReceipts.Create("1.0.0", "production", Contexts.Now.AddDays(-2)));
        Keep("b", SampleReceipts.Create("1.1.0", "staging"));

        using var json = JsonDocument.Parse((await _world.SucceedAsync("receipt", "list", "--output", "json")).Output);

        var newest = json.RootElement.GetProperty("receipts")[0];
        Assert.Equal(".plimsoll/receipts/b.json", newest.GetProperty("place").GetString());
        Assert.Equal("ada", newest.GetProperty("actor").GetString());
        var drifts = json.RootElement.GetProperty("board").EnumerateArray().ToDictionary(cell => cell.GetProperty("environment").GetString()!, cell => cell.GetProperty("drift").GetString());
        Assert.Equal(("behind", "current"), (drifts["production"], drifts["staging"]));
    }

    [Fact]
    public async Task A_file_that_is_no_receipt_is_warned_of_and_left_out()
    {
        Keep("a", SampleReceipts.Create());
        _repository.Write(".plimsoll/receipts/b.json", "{");

        var result = await _world.SucceedAsync("receipt", "list");

        Assert.Equal(2, result.Lines.Length);
        Assert.Contains("warning: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("b.json is not a valid receipt", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_receipts_there_is_nothing_to_list()
    {
        var result = await _world.SucceedAsync("receipt", "list");

        Assert.Empty(result.Lines);
        Assert.Contains("no receipts found", result.Error, StringComparison.Ordinal);
        await _world.FailAsync(ExitCode.NotFound, "receipt", "list", "--receipts", "nowhere");
    }

    [Fact]
    public async Task Foreign_text_in_a_receipt_commands_nothing()
    {
        const string Hostile = "##vso[task.complete]\n::error::x\u001b[2J";
        Keep("a", SampleReceipts.Create() with { Actor = Hostile, Version = Hostile, Kind = Hostile, Environment = Hostile });

        Keep("b", SampleReceipts.Create() with { Destination = Hostile, Tags = [] });

        foreach (var arguments in new[] { new[] { "list" }, ["show", ".plimsoll/receipts/b.json"], ["verify", ".plimsoll/receipts/b.json"], ["show", ".plimsoll/receipts/a.json"], ["list", "--output", "json"], ["show", ".plimsoll/receipts/a.json", "--output", "json"] })
        {
            var output = (await _world.SucceedAsync(["receipt", .. arguments])).Output;
            Assert.DoesNotContain("##", output, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', output);
            Assert.DoesNotContain("\n::", output, StringComparison.Ordinal);
        }
    }

    private void Keep(string name, ImageReceipt receipt) => _repository.Write($".plimsoll/receipts/{name}.json", receipt.ToJson());

    private Task<CommandResult> PublishAsync(params string[] options) => _world.SucceedAsync(["publish", "files:out", "--image", "app", .. options]);
}
