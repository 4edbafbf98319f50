using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>The rows of <c>plimsoll history</c> are those of <c>docker history</c>, wherever the image is.</summary>
[Collection(SharedDocker.Name)]
public sealed class DockerHistoryTests(DockerFixture fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>How old the steps are: an age of each word that docker has, far from where it turns into the next one.</summary>
    private static readonly TimeSpan[] Ages =
    [
        TimeSpan.FromDays(3 * 365 + 30), TimeSpan.FromDays(100), TimeSpan.FromDays(24), TimeSpan.FromDays(9.2), TimeSpan.FromHours(20.1), TimeSpan.FromMinutes(60.5), TimeSpan.FromMinutes(17.5),
    ];

    [Fact]
    public async Task The_engine_and_the_command_tell_the_same_of_an_image_in_the_engine()
    {
        var image = CreateImage("engine");
        await fixture.Engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/told:1")], None);

        Assert.Equal(await DockerAsync("acme/told:1"), Rows(await EngineCommand.RunAsync(fixture, "history", "docker-daemon:acme/told:1"), "LAYER", "CREATED", "SIZE", "COMMENT", "CREATED BY"));
    }

    [Fact]
    public async Task The_engine_and_the_command_tell_the_same_of_an_image_in_a_registry_but_its_uncompressed_size()
    {
        var registry = await SharedRegistry.OpenAsync();
        var image = CreateImage("registry");
        await fixture.Engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/pushed:1")], None);
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{registry.Root}/acme/pushed"), RepositoryAccess.Push);
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
        await repository.PutManifestAsync(image.Manifest, "1", None);

        var ours = Rows(await EngineCommand.RunAsync(fixture, "history", $"{registry.Root}/acme/pushed:1"), "LAYER", "CREATED", "COMPRESSED", "COMMENT", "CREATED BY");

        Assert.Equal((await DockerAsync("acme/pushed:1")).Select(row => row with { Size = "" }), ours.Select(row => row with { Size = "" }));
        using var json = JsonDocument.Parse(await EngineCommand.RunAsync(fixture, "history", $"{registry.Root}/acme/pushed:1", "--output", "json"));
        Assert.Equal(
            image.Content.Layers.Select(layer => (layer.Digest.ToString(), layer.Size)).Reverse(),
            json.RootElement.GetProperty("steps").EnumerateArray().Where(step => !step.GetProperty("emptyLayer").GetBoolean()).Select(step => (step.GetProperty("layer").GetString()!, step.GetProperty("size").GetInt64())));
    }

    /// <summary>Steps with and without a layer, comment and time; layers of sizes that docker writes in different ways.</summary>
    private static InMemoryImage CreateImage(string content) => InMemoryImage.Create(null, ("a", content), ("b", new string('b', 1234)), ("c", new string('c', 45_678)), ("d", new string('d', 1_234_567))).WithConfig(config =>
    {
        var now = DateTimeOffset.UtcNow;
        config["history"] = new JsonArray([.. Ages.Select((age, index) => (JsonNode)new JsonObject
        {
            ["created"] = (now - age).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["created_by"] = index % 2 == 0 ? $"COPY {index} /srv/{new string('x', 90)} # buildkit" : $"ENV STEP={index}",
            ["comment"] = index < 3 ? "buildkit.dockerfile.v0" : "",
            ["empty_layer"] = index % 2 == 1,
        })]);
    });

    private async Task<IReadOnlyList<Row>> DockerAsync(string name)
    {
        var output = await OtherEnd.RunAsync("docker", "docker.io", ["--host", fixture.Endpoint, "history", "--no-trunc", "--format", "{{.CreatedSince}}\t{{.Size}}\t{{.Comment}}\t{{.CreatedBy}}", name]);
        return [.. output.Split('\n').Select(line => line.Split('\t')).Select(cells => new Row(cells[0], cells[1], cells[2].Length == 0 ? "-" : cells[2], cells[3].TrimEnd()))];
    }

    private static List<Row> Rows(string output, params string[] columns)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(columns, lines[0]);
        return [.. lines.Skip(1).Select(cells => new Row(cells[1], cells[2], cells[3], cells[4]))];
    }

    private sealed record Row(string Created, string Size, string Comment, string CreatedBy);
}
