using System.Net;
using System.Text;
using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Receipts beside the images of a real registry.</summary>
public sealed class ReceiptWithRegistryTests : RegistryCommandTests
{
    private static readonly HttpClient Http = new();

    public ReceiptWithRegistryTests()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v1.0.0");
        Git.Write("out/app", "program");
    }

    [Fact]
    public async Task Any_client_finds_an_attached_receipt_as_an_in_toto_statement_about_the_image()
    {
        await PublishAsync("--attach", "--receipt", "receipt.json");
        var receipt = ReceiptJson.ReadFile(Git["receipt.json"]);

        // This registry has no referrers API: the list is an index under the tag that the specification names.
        using var index = await GetAsync($"manifests/{Referrer.GetTag(receipt.Digest!)}");
        var entry = Assert.Single(index.RootElement.GetProperty("manifests").EnumerateArray(), entry => entry.GetProperty("annotations").GetProperty("in-toto.io/predicate-type").GetString() == "https://plimsoll.dev/receipt/v1");
        Assert.Equal("application/vnd.in-toto+json", entry.GetProperty("artifactType").GetString());

        using var manifest = await GetAsync($"manifests/{entry.GetProperty("digest").GetString()}");
        Assert.Equal("application/vnd.in-toto+json", manifest.RootElement.GetProperty("artifactType").GetString());
        Assert.Equal(receipt.Digest!.ToString(), manifest.RootElement.GetProperty("subject").GetProperty("digest").GetString());
        Assert.Equal("application/vnd.oci.empty.v1+json", manifest.RootElement.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.Equal("{}", await Http.GetStringAsync($"http://{Registry.Host}/v2/{Registry.Name("acme/app")}/blobs/{manifest.RootElement.GetProperty("config").GetProperty("digest").GetString()}"));

        using var statement = await GetAsync($"blobs/{Assert.Single(manifest.RootElement.GetProperty("layers").EnumerateArray()).GetProperty("digest").GetString()}");
        Assert.Equal("https://in-toto.io/Statement/v1", statement.RootElement.GetProperty("_type").GetString());
        Assert.Equal("https://plimsoll.dev/receipt/v1", statement.RootElement.GetProperty("predicateType").GetString());
        var subject = Assert.Single(statement.RootElement.GetProperty("subject").EnumerateArray());
        Assert.Equal((Image, receipt.Digest.Hex), (subject.GetProperty("name").GetString(), subject.GetProperty("digest").GetProperty("sha256").GetString()));
        Assert.Equal(receipt.Commit, statement.RootElement.GetProperty("predicate").GetProperty("commit").GetString());
    }

    [Fact]
    public async Task A_run_that_changed_nothing_attaches_nothing_unless_the_image_has_no_receipt()
    {
        await PublishAsync();
        var late = await PublishAsync("--attach");
        var again = await PublishAsync("--attach");

        Assert.Contains("receipt attached: sha256:", late.Error, StringComparison.Ordinal);
        Assert.Contains("no receipt attached: there is nothing new to record", again.Error, StringComparison.Ordinal);
        Assert.Single(await ReferrersAsync());
    }

    [Fact]
    public async Task Without_attach_the_registry_gets_no_receipt()
    {
        await PublishAsync();

        Assert.Empty(await ReferrersAsync());
        Assert.Contains("--attach", await World.FailAsync(ExitCode.NotFound, "receipt", "show", $"{Image}:1.0.0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_that_could_not_be_attached_is_attached_later()
    {
        await PublishAsync("--receipt", "receipt.json");

        var first = await World.SucceedAsync("receipt", "attach", "receipt.json");
        var second = await World.SucceedAsync("receipt", "attach", "receipt.json");

        Assert.Equal(Assert.Single(await ReferrersAsync()).Digest.ToString(), Assert.Single(first.Lines));
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(await File.ReadAllTextAsync(Git["receipt.json"]), (await World.SucceedAsync("receipt", "show", $"{Image}:1.0.0", "--output", "json")).Output);
    }

    [Fact]
    public async Task A_receipt_that_contradicts_itself_is_not_attached()
    {
        await PublishAsync("--receipt", "receipt.json");
        var receipt = ReceiptJson.ReadFile(Git["receipt.json"]);
        Git.Write("receipt.json", (receipt with { FinishedAt = receipt.StartedAt.AddDays(-1) }).ToJson());

        Assert.Contains("It ended before it started", await World.FailAsync(ExitCode.Usage, "receipt", "attach", "receipt.json"), StringComparison.Ordinal);
        Assert.Empty(await ReferrersAsync());
    }

    [Fact]
    public async Task A_receipt_that_came_along_from_elsewhere_is_not_verified_for_this_place()
    {
        await PublishAsync("--attach", "--environment", "staging");
        var there = $"{Registry.Root}/release/app:2.1.0";
        await World.SucceedAsync("copy", $"{Image}:1.0.0", there);

        var shown = await World.SucceedAsync("receipt", "show", there);
        Assert.Contains($"are for {Image}, from which the image was copied", shown.Error, StringComparison.Ordinal);
        Assert.Contains($"is for that repository, only for: {Image}.", await World.FailAsync(ExitCode.NotFound, "receipt", "verify", there, "--online"), StringComparison.Ordinal);

        // One of its own is preferred to those that came along, newer or not.
        await World.SucceedAsync("promote", $"{Image}:1.0.0", "--to", "production", "--image", $"{Registry.Root}/release/app", "--attach");
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.SucceedAsync("promote", $"{Image}:1.0.0", "--to", "qa", "--attach");
        await World.SucceedAsync("promote", $"{Image}:1.0.0", "--to", "production", "--image", $"{Registry.Root}/release/app");
        Assert.Contains($"{Registry.Root}/release/app:production", (await World.SucceedAsync("receipt", "verify", $"{Registry.Root}/release/app:production", "--online")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_what_is_attached_are_listed_together_newest_first_and_once()
    {
        await PublishAsync("--attach", "--environment", "production");
        World.Clock.Advance(TimeSpan.FromHours(1));
        await World.SucceedAsync("promote", $"{Image}:1.0.0", "--to", "staging", "--attach");
        World.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var file in Directory.GetFiles(ReceiptFile.FolderIn(Git.Path)))
            File.Delete(file);
        Next("v1.1.0");
        await PublishAsync("--environment", "production");
        await World.SucceedAsync("receipt", "attach", Directory.GetFiles(ReceiptFile.FolderIn(Git.Path)).Single());
        World.Clock.Advance(TimeSpan.FromDays(3));

        var list = await World.SucceedAsync("receipt", "list", "--environment", "production", "--receipts", ".plimsoll/receipts", "--from-registry", Image, "--html", "board.html");

        Assert.Equal(["1.1.0", "1.0.0"], list.Lines.Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]));
        Assert.Contains(">3 days ago", await File.ReadAllTextAsync(Git["board.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_of_an_image_that_is_not_there_is_not_attached()
    {
        Git.Write("receipt.json", (SampleReceipts.Create() with { Destination = Image }).ToJson());

        Assert.Contains("has no image", await World.FailAsync(ExitCode.NotFound, "receipt", "attach", "receipt.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_from_a_registry_tells_who_shipped_what_when()
    {
        World.Environment["GITHUB_ACTIONS"] = "true";
        World.Environment["GITHUB_SHA"] = Git.Head;
        World.Environment["GITHUB_ACTOR"] = "ada";
        await PublishAsync("--attach", "--environment", "production");
        Next("v1.1.0");
        await PublishAsync("--attach", "--environment", "staging");

        var all = (await World.SucceedAsync("receipt", "list", "--from-registry", Image, "--output", "json")).Output;
        var one = (await World.SucceedAsync("receipt", "list", "--from-registry", $"{Image}:production")).Lines;

        using var json = JsonDocument.Parse(all);
        var receipts = json.RootElement.GetProperty("receipts").EnumerateArray().ToList();
        Assert.Equal(["staging", "production"], receipts.Select(receipt => receipt.GetProperty("environment").GetString()));
        Assert.All(receipts, receipt => Assert.StartsWith($"{Image}@sha256:", receipt.GetProperty("place").GetString(), StringComparison.Ordinal));
        Assert.Equal("ada", receipts[1].GetProperty("actor").GetString());
        Assert.Contains("1.0.0", Assert.Single(one.Skip(1)), StringComparison.Ordinal);
        await World.FailAsync(ExitCode.NotFound, "receipt", "list", "--from-registry", $"{Image}:nothing");
    }

    [Fact]
    public async Task Statements_of_others_and_receipts_of_other_images_are_left_out()
    {
        await PublishAsync("--attach");
        var image = (await Repository.ResolveAsync("1.0.0", None))!;
        var slsa = """{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1","subject":[],"predicate":{}}""";
        await AttachAsync(image, slsa);
        await AttachAsync(image, "no JSON at all");
        await AttachAsync(image, $$$"""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://plimsoll.dev/receipt/v1","subject":[{"name":"x","digest":{"sha256":"{{{image.Digest.Hex}}}"}}],"predicate":{{{SampleReceipts.Create().ToJson()}}} }""");

        var result = await World.SucceedAsync("receipt", "list", "--from-registry", Image);

        Assert.Equal(2, result.Lines.Length);
        Assert.Contains("is the receipt of another image", result.Error, StringComparison.Ordinal);
        Assert.Contains("is not a valid receipt: it is not valid JSON", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("slsa", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_tells_which_tags_moved_and_that_is_no_failure()
    {
        await PublishAsync("--receipt", "receipt.json", "--environment", "staging");
        Next("v1.1.0");
        await PublishAsync("--environment", "staging");

        var result = await World.SucceedAsync("receipt", "verify", "receipt.json", "--online", "--output", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.True(json.RootElement.GetProperty("imageIsThere").GetBoolean());
        var states = json.RootElement.GetProperty("tags").EnumerateArray().ToDictionary(tag => tag.GetProperty("tag").GetString()!, tag => tag.GetProperty("state").GetString());
        Assert.Equal(("same", "same", "moved", "moved"), (states["1.0.0"], states["1.0"], states["latest"], states["staging"]));
    }

    [Fact]
    [Trait("Answers", "CVE-2026-33634")]
    public async Task An_immutable_tag_that_was_overwritten_is_a_conflict()
    {
        await PublishAsync("--receipt", "receipt.json");
        await SmallImage.Create("something else").PushAsync(Repository, "1.0.0");

        var result = await World.RunAsync("receipt", "verify", "receipt.json", "--online");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains(result.Lines, line => line.StartsWith($"differs  {Image}:1.0.0 ", StringComparison.Ordinal));
        Assert.Contains($"{Image}:1.0.0 is immutable, but points to another image than the receipt records", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_gone_is_not_found()
    {
        await PublishAsync("--receipt", "receipt.json");
        await Repository.DeleteManifestAsync(ReceiptJson.ReadFile(Git["receipt.json"]).Digest!, None);

        var result = await World.RunAsync("receipt", "verify", "receipt.json", "--online");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.All(result.Lines.Skip(1), line => Assert.StartsWith("missing  ", line, StringComparison.Ordinal));
        Assert.Contains("no longer has the image of the receipt", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_shows_what_drifted_in_the_registry()
    {
        await PublishAsync("--environment", "production");
        await SmallImage.Create("by hand").PushAsync(Repository, "production");

        using var offline = JsonDocument.Parse((await World.SucceedAsync("receipt", "list", "--output", "json")).Output);
        using var online = JsonDocument.Parse((await World.SucceedAsync("receipt", "list", "--online", "--html", "board.html", "--output", "json")).Output);

        Assert.Equal("current", offline.RootElement.GetProperty("board")[0].GetProperty("drift").GetString());
        Assert.Equal("moved", online.RootElement.GetProperty("board")[0].GetProperty("drift").GetString());
        Assert.Equal(SmallImage.Create("by hand").Manifest.Descriptor.Digest.ToString(), online.RootElement.GetProperty("board")[0].GetProperty("now").GetString());
        Assert.Contains("drifted: the tag points to a different image than the receipt records", await File.ReadAllTextAsync(Git["board.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_attached_says_that_the_image_is_published_and_how_to_go_on()
    {
        await PublishAsync();
        var digest = (await Repository.ResolveAsync("1.0.0", None))!.Digest;
        await SmallImage.Create("no list").PushAsync(Repository, Referrer.GetTag(digest));

        var result = await World.RunAsync("publish", "files:out", "--image", Image, "--attach", "--receipt", "receipt.json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("The image was published, but its receipt could not be attached", result.Error, StringComparison.Ordinal);
        Assert.Contains("plimsoll receipt attach receipt.json", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Git["receipt.json"]));
    }

    private void Next(string tag)
    {
        World.Clock.Advance(TimeSpan.FromHours(1));
        Git.Commit($"For {tag}", "app.txt");
        Git.Tag(tag);
        Git.Write("out/app", $"program of {tag}");
        if (World.Environment.ContainsKey("GITHUB_SHA"))
            World.Environment["GITHUB_SHA"] = Git.Head;
    }

    private Task<CommandResult> PublishAsync(params string[] options) => World.SucceedAsync(["publish", "files:out", "--image", Image, .. options]);

    /// <summary>The statements about the image, but for that of its provenance.</summary>
    private async Task<IReadOnlyList<Descriptor>> ReferrersAsync() =>
        [.. (await Repository.GetReferrersAsync((await Repository.ResolveAsync("1.0.0", None))!.Digest, ReceiptReferrer.ArtifactType, None))
            .Where(referrer => referrer.Annotations?.GetValueOrDefault(ReceiptReferrer.PredicateAnnotation) != "https://slsa.dev/provenance/v1")];

    private async Task AttachAsync(Descriptor image, string statement)
    {
        var bytes = Encoding.UTF8.GetBytes(statement);
        var config = new Descriptor(MediaTypes.OciEmpty, Digest.Sha256("{}"u8), 2);
        var layer = new Descriptor(ReceiptReferrer.ArtifactType, Digest.Sha256(bytes), bytes.Length);
        var manifest = new ImageManifest(config, [layer]) { MediaType = MediaTypes.OciManifest, ArtifactType = ReceiptReferrer.ArtifactType, Subject = image };
        await new SmallImage(manifest.Serialize(), new Dictionary<Descriptor, byte[]> { [config] = "{}"u8.ToArray(), [layer] = bytes }).PushAsync(Repository, null);
    }

    /// <summary>As a client asks that knows nothing of Plimsoll.</summary>
    private async Task<JsonDocument> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Registry.Host}/v2/{Registry.Name("acme/app")}/{path}");
        request.Headers.TryAddWithoutValidation("Accept", $"{MediaTypes.OciIndex}, {MediaTypes.OciManifest}");
        using var response = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
