using System.Text.Json;
using NJsonSchema;
using Plimsoll.Cli.Tests.Schemas;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The published schema, and receipts as they are really written.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public SchemaTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    public static TheoryData<string> Names => [.. PublishedSchemas.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_printed_is_what_is_published(string name) =>
        Assert.Equal(
            await File.ReadAllTextAsync(PublishedSchemas.PathOf(name)),
            (await _world.SucceedAsync("schema", name)).Output);

    [Fact]
    public async Task Another_name_is_a_mistake() => await _world.FailAsync(ExitCode.Usage, "schema", "recipe");

    [Theory]
    [InlineData("staging", false)]
    [InlineData("production", false)]
    [InlineData("staging", true)]
    public async Task Every_receipt_that_is_written_keeps_to_the_schema(string environment, bool isDirty)
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_SHA"] = _repository.Head;
        _world.Environment["GITHUB_ACTOR"] = "ada";
        if (isDirty)
            _repository.Write("app.txt", "changed");

        var first = (await _world.SucceedAsync([.. Publish(environment), "--allow-dirty"])).Output;
        var second = (await _world.SucceedAsync([.. Publish(environment), "--allow-dirty"])).Output;

        foreach (var receipt in new[] { first, second })
            Assert.Empty((await SchemaAsync()).Validate(receipt));
        Assert.Equal(isDirty, JsonDocument.Parse(first).RootElement.GetProperty("changedFiles").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Every_member_is_described()
    {
        using var schema = JsonDocument.Parse((await _world.SucceedAsync("schema", "receipt")).Output);
        using var receipt = JsonDocument.Parse((await _world.SucceedAsync(Publish("staging"))).Output);
        var definitions = schema.RootElement.GetProperty("definitions");

        AssertDescribed(receipt.RootElement, schema.RootElement);
        AssertDescribed(receipt.RootElement.GetProperty("policy"), definitions.GetProperty("policy"));
        AssertDescribed(receipt.RootElement.GetProperty("tags")[0], definitions.GetProperty("tag"));
        AssertDescribed(receipt.RootElement.GetProperty("blobs")[0], definitions.GetProperty("blob"));
    }

    [Theory]
    [InlineData("\"commit\"", "\"comit\"")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [InlineData("\"action\": \"create\"", "\"action\": \"explode\"")]
    [InlineData("sha256:", "sha1:")]
    [InlineData("\"size\": 42", "\"size\": -1")]
    public async Task What_is_no_receipt_does_not(string part, string other)
    {
        var text = SampleReceipts.Create().ToJson();
        Assert.Empty((await SchemaAsync()).Validate(text));

        Assert.NotEmpty((await SchemaAsync()).Validate(text.Replace(part, other, StringComparison.Ordinal)));
    }

    /// <summary>In the order of the schema, all but what the schema calls absent where there is none.</summary>
    private static void AssertDescribed(JsonElement value, JsonElement schema)
    {
        var described = schema.GetProperty("properties").EnumerateObject()
            .Where(property => value.TryGetProperty(property.Name, out _) || !property.Value.TryGetProperty("description", out var description) || !description.GetString()!.Contains("Absent where ", StringComparison.Ordinal))
            .Select(property => property.Name);
        Assert.Equal(described, value.EnumerateObject().Select(property => property.Name));
    }

    private static string[] Publish(string environment) =>
        ["publish", "files:out", "--image", "app", "--environment", environment, "--output", "json"];

    private async Task<JsonSchema> SchemaAsync() => await JsonSchema.FromJsonAsync((await _world.SucceedAsync("schema", "receipt")).Output);
}
