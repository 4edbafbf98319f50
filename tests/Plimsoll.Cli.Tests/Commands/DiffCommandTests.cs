using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class DiffCommandTests : RegistryCommandTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await PushAsync("1.0.0", InMemoryImage.Create(new Dictionary<string, string> { ["version"] = "1.0.0", ["org.opencontainers.image.base.name"] = "debian:12" }, ("base", "base"), ("app", "one")));
        await PushAsync("1.1.0", InMemoryImage.Create(new Dictionary<string, string> { ["version"] = "1.1.0", ["team"] = "a | b", ["org.opencontainers.image.base.name"] = "debian:13" }, ("base", "base"), ("app", "another one"))
            .WithConfig(config => config["config"]!["Env"] = new JsonArray("MODE=`fast`")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    public async Task What_changed_is_shown(string output)
    {
        var result = await World.SucceedAsync("diff", $"{Image}:1.0.0", $"{Image}:1.1.0", "--output", output);

        Snapshot.Match(Regex.Replace(result.Output.Replace(Registry.Root, "REGISTRY", StringComparison.Ordinal), " {2,}", "  "), $"DiffCommandTests.What_changed_is_shown_{output}");
    }

    [Fact]
    public async Task The_exit_code_says_on_request_whether_images_differ()
    {
        Assert.Equal(ExitCode.Done, (await World.RunAsync("diff", $"{Image}:1.0.0", $"{Image}:1.1.0")).ExitCode);
        Assert.Equal(ExitCode.ChangesPending, (await World.RunAsync("diff", $"{Image}:1.0.0", $"{Image}:1.1.0", "--detailed-exitcode")).ExitCode);

        var same = await World.SucceedAsync("diff", $"{Image}:1.0.0", $"{Image}:1.0.0", "--detailed-exitcode");
        Assert.Contains("The images are the same.", same.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_of_any_transport_are_compared()
    {
        await World.SucceedAsync("copy", $"{Image}:1.0.0", "oci:layout:1");
        await World.SucceedAsync("copy", $"{Image}:1.0.0", "docker-archive:app.tar");

        var same = await World.SucceedAsync("diff", "oci:layout:1", $"{Image}:1.0.0");
        var archived = await World.SucceedAsync("diff", "app.tar", $"{Image}:1.0.0");

        Assert.Contains("The images are the same.", same.Output, StringComparison.Ordinal);

        // An archive of docker save holds its layers uncompressed: they are the same, written in another way.
        Assert.DoesNotContain("added", archived.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("removed", archived.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_shows_what_changes_against_the_image_that_a_tag_points_to()
    {
        Git.Commit("First", "app.txt");
        Git.Write("out/app", "a new one");

        var first = await World.SucceedAsync("plan", "files:out", "--image", Image, "--compare", "stable");
        var text = await World.SucceedAsync("plan", "files:out", "--image", Image, "--compare", "1.0.0");
        var markdown = await World.SucceedAsync("plan", "files:out", "--image", Image, "--compare", $"{Image}:1.1.0", "--output", "markdown");
        var plain = await World.SucceedAsync("plan", "files:out", "--image", Image, "--output", "json");
        var json = await World.SucceedAsync("plan", "files:out", "--image", Image, "--compare", "1.0.0", "--output", "json");

        Assert.Contains("does not exist yet", first.Error, StringComparison.Ordinal);
        Assert.Contains($"{Image}:1.0.0", text.Output, StringComparison.Ordinal);
        Assert.Contains("removed  label version", text.Output.Replace("SETTING", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"### `{Image}:1.1.0` → ", markdown.Output, StringComparison.Ordinal);
        Assert.Equal(plain.Output, json.Output);
    }

    private async Task PushAsync(string tag, InMemoryImage image)
    {
        await ImageCopier.CopyAsync(image, image.Manifest, Repository, progress: null, None);
        await Repository.PutManifestAsync(image.Manifest, tag, None);
    }
}
