using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Which tags are listed, in which order, and with what.</summary>
public sealed class ListTests : RegistryCommandTests
{
    private static readonly string Fallback = $"sha256-{new string('a', 64)}";

    private readonly InMemoryImage _old = CreateImage("old", "2024-02-03T04:05:06Z");
    private readonly InMemoryImage _new = CreateImage("new", "2026-01-02T03:04:05.678Z");

    [Fact]
    public async Task Versions_come_first_the_highest_on_top_and_other_tags_by_name()
    {
        await PushAsync(_old, "latest", "2", "2.1", "1.9.0", "v1.10.0", "2.1.0-rc.1", "2.1.0", "main");

        Assert.Equal(["2.1.0", "2.1.0-rc.1", "v1.10.0", "1.9.0", "2", "2.1", "latest", "main"], (await World.SucceedAsync("ls", Image)).Lines);
        Assert.Equal(["1.9.0", "2", "2.1", "2.1.0", "2.1.0-rc.1", "latest", "main", "v1.10.0"], (await World.SucceedAsync("ls", Image, "--sort", "name")).Lines);
    }

    [Fact]
    public async Task Tags_that_tools_keep_something_under_are_only_listed_with_all_others()
    {
        string[] technical = [Fallback, $"{Fallback}.att", $"{Fallback}.sbom", $"{Fallback}.sig"];
        await PushAsync(_old, ["sha256-no-digest", "1.0.0", .. technical]);

        var images = await World.SucceedAsync("ls", Image);
        var all = await World.SucceedAsync("ls", Image, "--all");

        Assert.Equal(["1.0.0", "sha256-no-digest"], images.Lines);
        Assert.Equal(["1.0.0", .. technical, "sha256-no-digest"], all.Lines);
    }

    [Fact]
    public async Task A_repository_of_signatures_alone_is_empty_and_says_why()
    {
        await PushAsync(_old, $"{Fallback}.sig");

        var result = await World.SucceedAsync("ls", Image);

        Assert.Equal("", result.Output);
        Assert.Contains("--all shows them", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_has_mutability_date_platforms_and_digest()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await PushAsync(_old, "1.0.0");
        await PushAsync(_new, "latest");
        await PushAsync(index, index.Manifest, "several");
        Git.Write("plimsoll.yml", "policy: { immutableTags: [sev*] }\n");

        var lines = (await World.SucceedAsync("ls", Image, "--long")).Lines;

        Assert.Equal(
            [
                "TAG MUTABILITY CREATED PLATFORMS DIGEST",
                $"1.0.0 immutable 2024-02-03T04:05:06Z linux/amd64 {_old.Manifest.Descriptor.Digest}",
                $"latest moving 2026-01-02T03:04:05Z linux/amd64 {_new.Manifest.Descriptor.Digest}",
                $"several immutable 2026-05-19T12:00:00Z linux/amd64,linux/arm64 {index.Manifest.Descriptor.Digest}",
            ],
            lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task The_newest_image_comes_first_where_dates_decide()
    {
        await PushAsync(_old, "9.0.0", "b");
        await PushAsync(_new, "1.0.0", "a");
        var artifact = SmallImage.CreateArtifact(_old.Manifest.Descriptor);
        await artifact.PushAsync(Repository, "undated");

        Assert.Equal(["1.0.0", "a", "9.0.0", "b", "undated"], (await World.SucceedAsync("ls", Image, "--sort", "created")).Lines);
    }

    [Fact]
    public async Task JSON_has_the_details_only_where_they_were_asked_for()
    {
        await PushAsync(_new, "1.0.0");

        using var list = JsonDocument.Parse((await World.SucceedAsync("ls", Image, "--output", "json")).Output);
        using var details = JsonDocument.Parse((await World.SucceedAsync("ls", Image, "-l", "--output", "json")).Output);

        Assert.Equal(JsonValueKind.Null, list.RootElement.GetProperty("details").ValueKind);
        var detail = Assert.Single(details.RootElement.GetProperty("details").EnumerateArray());
        Assert.Equal(_new.Manifest.Descriptor.Digest.ToString(), detail.GetProperty("digest").GetString());
        Assert.Equal("immutable", detail.GetProperty("mutability").GetString());
        Assert.Equal("linux/amd64", detail.GetProperty("platforms")[0].GetString());
    }

    [Fact]
    public async Task A_layout_is_listed_like_a_repository()
    {
        var layout = OciLayout.OpenOrCreate(Git["layout"]);
        await WriteAsync(layout, _old, _old.Manifest, "1.0.0", "2.0.0");

        Assert.Equal(["2.0.0", "1.0.0"], (await World.SucceedAsync("ls", "oci:layout")).Lines);
        Assert.Contains(_old.Manifest.Descriptor.Digest.ToString(), (await World.SucceedAsync("ls", "oci:layout", "--long")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--long")]
    [InlineData("--all")]
    [InlineData("--sort", "name")]
    public async Task What_is_for_tags_is_refused_elsewhere(params string[] options)
    {
        foreach (var text in new[] { "docker-daemon:", $"{Registry.Host}/" })
            Assert.Contains($"{options[0]} is for the tags of a repository", await World.FailAsync(ExitCode.Usage, ["ls", text, .. options]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_help_all_means_every_option()
    {
        Assert.Contains("--ca-file FILE", (await World.SucceedAsync("ls", "--help", "--all")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--ca-file FILE", (await World.SucceedAsync("ls", "--help")).Output, StringComparison.Ordinal);
    }

    private static InMemoryImage CreateImage(string content, string created) => InMemoryImage.Create(null, ("file", content)).WithConfig(config => config["created"] = created);

    private Task PushAsync(InMemoryImage image, params string[] tags) => PushAsync(image, image.Manifest, tags);

    private Task PushAsync(IImageSource source, ManifestContent manifest, params string[] tags) => WriteAsync(Repository, source, manifest, tags);

    private static async Task WriteAsync(IImageSink sink, IImageSource source, ManifestContent manifest, params string[] tags)
    {
        await ImageCopier.CopyAsync(source, manifest, sink, null, None);
        foreach (var tag in tags)
            await sink.PutManifestAsync(manifest, tag, None);
    }
}
