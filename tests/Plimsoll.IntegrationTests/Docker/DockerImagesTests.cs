using System.Text.Json;
using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Oci.Images;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>The rows of <c>plimsoll ls docker-daemon:</c> are those of <c>docker images</c>.</summary>
[Collection(SharedDocker.Name)]
public sealed class DockerImagesTests(DockerFixture fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_engine_and_the_command_list_the_same_images()
    {
        var (named, nameless) = (InMemoryImage.Create(null, ("listed", new string('x', 12_345))), InMemoryImage.Create(null, ("nameless", "2")));
        await fixture.Engine.LoadAsync(named, named.Manifest, [ImageReference.Parse("acme/listed:1"), ImageReference.Parse("localhost:5000/acme/listed:2")], None);
        await fixture.Engine.LoadAsync(nameless, nameless.Manifest, [], None);

        var theirs = await OtherEnd.RunAsync("docker", "docker.io", ["--host", fixture.Endpoint, "images", "--no-trunc", "--format", "{{.Repository}}  {{.Tag}}  {{.ID}}  {{.CreatedSince}}  {{.Size}}"]);
        var ours = await EngineCommand.RunAsync(fixture, "ls", "docker-daemon:");

        var expected = theirs.Replace("<none>", "-", StringComparison.Ordinal).Split('\n').Order().ToList();
        Assert.Contains(expected, row => row.Contains(named.Id.ToString(), StringComparison.Ordinal));
        Assert.Contains(expected, row => row.Contains(nameless.Id.ToString(), StringComparison.Ordinal));
        var rows = ours.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join("  ", line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).ToList();
        Assert.Equal("NAME  TAG  ID  CREATED  SIZE", rows[0]);
        Assert.Equal(expected, rows.Skip(1).Order());
    }

    [Fact]
    public async Task A_name_selects_its_images_and_a_tag_one_of_them()
    {
        var image = InMemoryImage.Create(null, ("selected", "1"));
        await fixture.Engine.LoadAsync(image, image.Manifest, [ImageReference.Parse("acme/selected:1"), ImageReference.Parse("acme/selected:2"), ImageReference.Parse("acme/selected-not:1")], None);

        Assert.Equal(["1", "2"], await TagsAsync("docker-daemon:acme/selected"));
        Assert.Equal(["2"], await TagsAsync("docker-daemon:docker.io/acme/selected:2"));
    }

    private async Task<IEnumerable<string?>> TagsAsync(string name)
    {
        using var json = JsonDocument.Parse(await EngineCommand.RunAsync(fixture, "ls", name, "--output", "json"));
        return [.. json.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("tag").GetString())];
    }
}
