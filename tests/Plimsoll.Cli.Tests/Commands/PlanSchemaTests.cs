using System.Text.Json;
using NJsonSchema;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The published schemas of plans, and plans as they are really printed.</summary>
public sealed class PlanSchemaTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public PlanSchemaTests()
    {
        foreach (var architecture in (string[])["amd64", "arm64"])
            _repository.Write($"out/{architecture}/app", architecture);
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("create", "files:out", "--image", "app")]
    [InlineData("staging", "files:out", "--image", "app", "--environment", "staging", "--entrypoint", "/app", "--tags", "semver,environment")]
    [InlineData("\"requestedTags\"", "files:out", "--image", "app", "--tag", "stable", "--label", "a=b", "--annotation", "c=d")]
    [InlineData("mutable-tag", "files:out", "--image", "app", "--environment", "production", "--tags", "semver,latest")]
    [InlineData("\"platforms\"", "files:out/{arch}", "--image", "app", "--platform", "linux/amd64,linux/arm64")]
    [InlineData("\"byDigest\"", "files:out/{arch}", "--image", "app", "--platform", "linux/arm64", "--by-digest")]
    public async Task The_plan_of_one_image_keeps_to_its_schema(string holds, params string[] arguments)
    {
        var plan = (await _world.RunAsync(["plan", .. arguments, "--output", "json"])).Output;

        Assert.Contains(holds, plan, StringComparison.Ordinal);
        await CheckAsync(plan);
    }

    [Fact]
    public async Task A_plan_that_moves_keeps_and_refuses_keeps_to_it_too()
    {
        _repository.Run("tag", "--delete", "v2.1.0");
        await _world.SucceedAsync("publish", "files:out", "--image", "app");
        _repository.Tag("v2.1.0");
        await SmallImage.Create("another").PushAsync(OciLayout.OpenOrCreate(_repository["artifacts/images/app"]), "2.1.0");

        var result = await _world.RunAsync("plan", "files:out", "--image", "app", "--output", "json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        foreach (var action in (string[])["create", "move", "keep", "refuse"])
            Assert.Contains($"\"action\": \"{action}\"", result.Output, StringComparison.Ordinal);
        await CheckAsync(result.Output);
    }

    [Fact]
    public async Task The_plan_of_an_index_keeps_to_it_too()
    {
        foreach (var architecture in (string[])["amd64", "arm64"])
            await _world.SucceedAsync("publish", $"files:out/{architecture}", "--image", "app", "--platform", $"linux/{architecture}", "--by-digest", "--receipt", $"receipts/{architecture}.json");

        var plan = (await _world.SucceedAsync("index", "app", "receipts", "--dry-run", "--output", "json")).Output;

        Assert.Contains("\"parts\"", plan, StringComparison.Ordinal);
        await CheckAsync(plan);
    }

    [Fact]
    public async Task The_plan_of_an_index_is_saved_and_carried_out()
    {
        foreach (var architecture in (string[])["amd64", "arm64"])
            await _world.SucceedAsync("publish", $"files:out/{architecture}", "--image", "app", "--platform", $"linux/{architecture}", "--by-digest", "--receipt", $"receipts/{architecture}.json");

        var plan = JsonDocument.Parse((await _world.SucceedAsync("index", "app", "receipts", "--dry-run", "--save", "plan.json", "--output", "json")).Output).RootElement;
        var receipt = JsonDocument.Parse((await _world.SucceedAsync("publish", "--from-plan", "plan.json", "--output", "json")).Output).RootElement;

        Assert.Equal(plan.GetProperty("planHash").GetString(), receipt.GetProperty("planHash").GetString());
        Assert.Equal(plan.GetProperty("image").GetString(), (await OciLayout.Open(_repository["artifacts/images/app"]).ResolveAsync("2.1.0", CancellationToken.None))!.Digest.ToString());
        Assert.Contains("--dry-run", await _world.FailAsync(ExitCode.Usage, "index", "app", "receipts", "--save", "plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_of_a_build_keeps_to_it_too()
    {
        _repository.Write("plimsoll.yml", "image: app\nbuild: { dockerfile: Dockerfile }\n");
        _repository.Write("Dockerfile", "FROM scratch\n");
        await _world.UseBuildxAsync(_repository);

        var plan = (await _world.SucceedAsync("plan", "--output", "json")).Output;

        Assert.Contains("\"isBuilt\": true", plan, StringComparison.Ordinal);
        await CheckAsync(plan);
    }

    [Fact]
    public async Task The_plan_of_several_images_keeps_to_its_schema()
    {
        _repository.Write("plimsoll.yml", "images:\n  one: { source: 'files:out/amd64' }\n  two: { source: 'files:missing' }\n");

        var plan = (await _world.RunAsync("plan", "--keep-going", "--partition", "1/1", "--output", "json")).Output;

        using var document = JsonDocument.Parse(plan);
        Assert.Single(document.RootElement.GetProperty("failed").EnumerateArray());
        Assert.Empty((await SchemaAsync("run-plan")).Validate(plan));
        await AssertDescribedAsync("run-plan", document.RootElement);
        foreach (var image in document.RootElement.GetProperty("images").EnumerateArray())
            await CheckAsync(image.GetProperty("plan").GetRawText());
    }

    [Theory]
    [InlineData("\"commit\"", "\"comit\"")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [InlineData("\"action\": \"create\"", "\"action\": \"explode\"")]
    [InlineData("sha256:", "sha1:")]
    [InlineData("\"outcome\": \"sent\"", "\"outcome\": \"lost\"")]
    [InlineData("\"entrypoint\": []", "\"entrypoint\": \"/app\"")]
    public async Task What_is_no_plan_does_not(string part, string other)
    {
        var plan = (await _world.SucceedAsync("plan", "files:out", "--image", "app", "--output", "json")).Output;
        Assert.Contains(part, plan, StringComparison.Ordinal);

        Assert.NotEmpty((await SchemaAsync("plan")).Validate(plan.Replace(part, other, StringComparison.Ordinal)));
    }

    private async Task CheckAsync(string plan)
    {
        Assert.Empty((await SchemaAsync("plan")).Validate(plan));
        using var document = JsonDocument.Parse(plan);
        var root = document.RootElement;
        await AssertDescribedAsync("plan", root);
        foreach (var (member, definition) in ((string, string)[])[("source", "source"), ("tags", "tag"), ("blobs", "blob"), ("findings", "finding"), ("request", "request")])
            foreach (var value in root.GetProperty(member) is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray()] : new[] { root.GetProperty(member) })
                await AssertDescribedAsync("plan", value, definition);
    }

    /// <summary>Each member is described, in the order in which it is printed, and what is required is there.</summary>
    private async Task AssertDescribedAsync(string name, JsonElement value, string? definition = null)
    {
        using var document = JsonDocument.Parse((await _world.SucceedAsync("schema", name)).Output);
        var schema = definition is null ? document.RootElement : document.RootElement.GetProperty("definitions").GetProperty(definition);
        var described = schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();
        var printed = value.EnumerateObject().Select(property => property.Name).ToList();
        Assert.Equal(described.Intersect(printed), printed);
        Assert.Empty(schema.GetProperty("required").EnumerateArray().Select(member => member.GetString()!).Except(printed));
    }

    private async Task<JsonSchema> SchemaAsync(string name) => await JsonSchema.FromJsonAsync((await _world.SucceedAsync("schema", name)).Output);
}
