using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll pin --narrow</c> and <c>--min-age</c>, beside a real registry.</summary>
public sealed class PinNarrowTests : RegistryCommandTests
{
    private string Read() => File.ReadAllText(Git["Dockerfile"]).Replace(Image + ":", "", StringComparison.Ordinal);

    private void Write(params string[] tags) => Git.Write("Dockerfile", string.Concat(tags.Select(tag => $"FROM {Image}:{tag}\n")));

    private static string DigestOf(string image) => SmallImage.Create(image).Manifest.Descriptor.Digest.ToString();

    private async Task PushAsync(string image, params string[] tags)
    {
        foreach (var tag in tags)
            await SmallImage.Create(image).PushAsync(Repository, tag);
    }

    /// <summary>An image that says when it was made.</summary>
    private async Task<Digest> PushCreatedAsync(string tag, string created)
    {
        var image = SmallImage.Create(tag);
        var manifest = ((ImageManifest)image.Manifest.Parse()) with { Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["org.opencontainers.image.created"] = created } };
        await (image with { Manifest = manifest.Serialize() }).PushAsync(Repository, tag);
        return manifest.Serialize().Descriptor.Digest;
    }

    [Fact]
    public async Task A_moving_tag_becomes_the_newest_version_with_its_digest()
    {
        await PushAsync("old", "1.27.2", "1.28.0");
        await PushAsync("new", "latest", "1", "1.27", "1.27.3");
        await PushAsync("alpine", "1.27-alpine", "1.27.3-alpine", "1.27.2-alpine");
        await PushAsync("edge", "edge");
        Write("1.27", "latest", "1.27-alpine", "1.27.2", "edge", $"1@{DigestOf("new")}");

        var result = await World.SucceedAsync("pin", "--narrow");

        Assert.Equal(
            $"FROM 1.27.3@{DigestOf("new")}\nFROM 1.27.3@{DigestOf("new")}\nFROM 1.27.3-alpine@{DigestOf("alpine")}\nFROM 1.27.2@{DigestOf("old")}\nFROM edge\nFROM 1.27.3@{DigestOf("new")}\n",
            Read());
        Assert.Contains("has no version tag that 'edge' could stand for.", result.Error, StringComparison.Ordinal);
        Assert.Equal("", (await World.SucceedAsync("pin", "--narrow")).Output);
    }

    [Fact]
    public async Task Only_so_many_versions_are_compared()
    {
        await PushAsync("new", "latest", "1.0.0");
        for (var patch = 1; patch <= 20; patch++)
            await PushAsync("other", $"1.0.{patch}");
        Write("latest");

        Assert.Contains("None of the 20 newest of 21 versions that 'latest' could stand for has its digest.", (await World.SucceedAsync("pin", "--narrow")).Error, StringComparison.Ordinal);
        Assert.Equal("FROM latest\n", Read());
    }

    [Fact]
    public async Task A_digest_that_is_too_young_is_not_written()
    {
        var now = World.Clock.GetUtcNow();
        var old = await PushCreatedAsync("1.0.0", now.AddDays(-4).ToString("O"));
        await PushCreatedAsync("1.1.0", now.AddDays(-2).ToString("O"));
        await PushCreatedAsync("1.2.0", "1970-01-01T00:00:00Z");
        await PushAsync("silent", "1.3.0");
        Write("1.0.0", "1.1.0", "1.2.0", "1.3.0");

        var result = await World.SucceedAsync("pin", "--min-age", "3d");

        Assert.Equal($"FROM 1.0.0@{old}\nFROM 1.1.0\nFROM 1.2.0\nFROM 1.3.0\n", Read());
        Assert.Contains($"is younger than 3 days: first seen {now.AddDays(-2):yyyy-MM-dd} by the annotation org.opencontainers.image.created.", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.Error.Split("is not written, as nothing tells how old it is.").Length - 1);
        Assert.Contains($"first seen {now.AddDays(-4):yyyy-MM-dd} by the annotation", result.Error, StringComparison.Ordinal);

        World.Clock.Advance(TimeSpan.FromDays(2));
        using var json = JsonDocument.Parse((await World.SucceedAsync("pin", "--min-age", "3d", "--output", "json")).Output);
        Assert.Equal("the annotation org.opencontainers.image.created", Assert.Single(json.RootElement.GetProperty("changes").EnumerateArray()).GetProperty("firstSeen").GetProperty("source").GetString());
    }

    [Fact]
    public async Task The_configured_age_counts_and_receipts_tell_it_first()
    {
        Git.Write("plimsoll.yml", "policy: { pin: { minAge: 1d } }\n");
        Git.Write("out/app", "program");
        Git.Commit("First", "app.txt");
        Git.Tag("v1.7.0");
        await World.SucceedAsync("publish", "files:out", "--image", Image);
        var digest = await ResolveAsync("acme/app:1.7.0");
        Write("1.7.0");

        Assert.Contains("by a receipt.", (await World.SucceedAsync("pin", "Dockerfile")).Error, StringComparison.Ordinal);
        Assert.Equal("FROM 1.7.0\n", Read());
        Assert.Equal($"FROM 1.7.0@{digest}\n", (await World.SucceedAsync("pin", "Dockerfile", "--min-age", "0", "--dry-run")).Output.Split('+')[^1].Replace(Image + ":", "", StringComparison.Ordinal));

        World.Clock.Advance(TimeSpan.FromDays(1));
        await World.SucceedAsync("pin", "Dockerfile");
        Assert.Equal($"FROM 1.7.0@{digest}\n", Read());
        await World.FailAsync(ExitCode.Usage, "pin", "Dockerfile", "--min-age", "3");
    }
}
