using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll pin</c>, and what <c>plimsoll check --online</c> says before and after, beside a real registry.</summary>
public sealed class PinTests : RegistryCommandTests
{
    private static readonly string One = SmallImage.Create("1.0.0").Manifest.Descriptor.Digest.ToString();
    private static readonly string Now = SmallImage.Create("now").Manifest.Descriptor.Digest.ToString();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var tag in (string[])["1.0.0", "1.0.3", "1.4.0", "2.0.0", "1.5.0-rc.1"])
            await SmallImage.Create(tag).PushAsync(Repository, tag);
        await SmallImage.Create("1.0.0").PushAsync(Repository, "latest");
    }

    private string Read(string file) => File.ReadAllText(Git[file]);

    private void Write(string file, params string[] images) => Git.Write(file, string.Concat(images.Select(image => $"FROM {image}\n")));

    [Fact]
    public async Task Every_image_gets_the_digest_that_its_tag_names()
    {
        Write("Dockerfile", $"{Image}:1.0.0", Image);
        Git.Write("deploy/pod.yaml", $"# why\r\napiVersion: v1\r\nkind: Pod\r\nspec: {{containers: [{{image: '{Image}:1.0.0'}}]}} # é");

        var result = await World.SucceedAsync("pin");

        Assert.Equal($"FROM {Image}:1.0.0@{One}\nFROM {Image}:latest@{One}\n", Read("Dockerfile"));
        Assert.Equal($"# why\r\napiVersion: v1\r\nkind: Pod\r\nspec: {{containers: [{{image: '{Image}:1.0.0@{One}'}}]}} # é", Read("deploy/pod.yaml"));
        Assert.Contains("3 images in 2 files", result.Error, StringComparison.Ordinal);
        Assert.Equal("", (await World.SucceedAsync("pin")).Output);
        await World.SucceedAsync("check", "--online", "--profile", "digest");
    }

    [Fact]
    public async Task What_the_policy_excludes_stays_as_it_is_even_if_it_is_named()
    {
        Git.Write("plimsoll.yml", "policy: { exclude: [\"samples/**\"] }\n");
        Write("samples/Dockerfile", $"{Image}:1.0.0");
        Write("Dockerfile", $"{Image}:1.0.0");

        await World.SucceedAsync("pin");
        await World.SucceedAsync("pin", "samples/Dockerfile");

        Assert.Equal($"FROM {Image}:1.0.0\n", Read("samples/Dockerfile"));
        Assert.Equal($"FROM {Image}:1.0.0@{One}\n", Read("Dockerfile"));
    }

    [Fact]
    public async Task Check_and_dry_run_write_nothing_and_check_tells_by_its_exit_code()
    {
        Write("Dockerfile", $"{Image}:1.0.0");

        Assert.Equal(ExitCode.ChangesPending, (await World.RunAsync("pin", "--check")).ExitCode);
        var dry = await World.SucceedAsync("pin", "--dry-run");
        Assert.Equal($"FROM {Image}:1.0.0\n", Read("Dockerfile"));

        Assert.Equal(dry.Output, (await World.SucceedAsync("pin")).Output);
        Assert.Equal("", (await World.SucceedAsync("pin", "--check")).Output);
    }

    [Theory]
    [InlineData("", "1.0.0")]
    [InlineData("digest", "1.0.0")]
    [InlineData("patch", "1.0.3")]
    [InlineData("minor", "1.4.0")]
    [InlineData("major", "2.0.0")]
    public async Task An_update_moves_pins_within_its_range(string range, string tag)
    {
        Write("Dockerfile", $"{Image}:1.0.0@{Now}");

        await World.SucceedAsync(range.Length == 0 ? ["pin", "--update"] : ["pin", "--update", range]);

        Assert.Equal($"FROM {Image}:{tag}@{SmallImage.Create(tag).Manifest.Descriptor.Digest}\n", Read("Dockerfile"));
    }

    [Fact]
    public async Task Receipts_are_enough_without_a_registry()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v1.7.0");
        Git.Write("out/app", "program");
        await World.SucceedAsync("publish", "files:out", "--image", Image);
        var digest = await ResolveAsync("acme/app:1.7.0");
        Write("Dockerfile", $"{Image}:1.7.0", $"{Image}:1.0.0");

        // A registry that was asked would say otherwise.
        await SmallImage.Create("moved").PushAsync(Repository, "1.7.0");

        var result = await World.RunAsync("pin", "--receipts", ".plimsoll/receipts");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains($"Dockerfile:2:6: '{Image}:1.0.0' was not pinned.", result.Error, StringComparison.Ordinal);
        Assert.Equal($"FROM {Image}:1.7.0@{digest}\nFROM {Image}:1.0.0\n", Read("Dockerfile"));
        await World.FailAsync(ExitCode.NotFound, "pin", "--receipts", "none");
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_told_and_the_rest_is_pinned()
    {
        Write("Dockerfile", $"{Image}:9", $"{Registry.Root}/acme/none:1", $"{Image}:1.0.0", "$BASE");

        var result = await World.RunAsync("pin");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Equal($"FROM {Image}:9\nFROM {Registry.Root}/acme/none:1\nFROM {Image}:1.0.0@{One}\nFROM $BASE\n", Read("Dockerfile"));
        foreach (var (place, image) in new[] { ("1:6", $"{Image}:9"), ("2:6", $"{Registry.Root}/acme/none:1"), ("4:6", "$BASE") })
            Assert.Contains($"Dockerfile:{place}: '{image}' was not pinned.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_holds_changes_and_what_was_left()
    {
        Write("Dockerfile", $"{Image}:1.0.0", "$BASE");

        using var json = JsonDocument.Parse((await World.SucceedAsync("pin", "--output", "json")).Output);

        var change = Assert.Single(json.RootElement.GetProperty("changes").EnumerateArray());
        Assert.Equal(("Dockerfile", 1, 6, $"{Image}:1.0.0", $"{Image}:1.0.0@{One}"),
            (change.GetProperty("file").GetString(), change.GetProperty("startLine").GetInt32(), change.GetProperty("startColumn").GetInt32(), change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
        Assert.Equal("$BASE", Assert.Single(json.RootElement.GetProperty("skipped").EnumerateArray()).GetProperty("image").GetString());
    }

    [Fact]
    public async Task The_diff_shows_three_lines_around_each_change()
    {
        WriteLongFile("long/compose.yml", "\n");

        (await World.SucceedAsync("pin", "--dry-run")).Output.Replace(Registry.Root, "registry.example", StringComparison.Ordinal).MatchSnapshot();
    }

    [Theory]
    [InlineData("compose.yml")]
    [InlineData("with space/compose.yml")]
    [InlineData("é/\"quoted\"/compose.yml")]
    [InlineData("a\tb/compose.yml")]
    [InlineData("##vso[x]/\u001b[31m/compose.yml")]
    public async Task Git_applies_the_diff(string file)
    {
        WriteLongFile(file, "\r\n");
        Git.Write("kustomization.yaml", $"images:\n- name: {Image}\n  newTag: 1.0.0\n");
        Git.Write("Dockerfile", $"\uFEFFFROM {Image}:1.0.0\nRUN\tx");
        var diff = (await World.SucceedAsync("pin", "--dry-run")).Output;
        Assert.DoesNotContain('\u001b', diff);
        Assert.DoesNotContain("##vso[", diff, StringComparison.Ordinal);

        Git.Write("pin.patch", diff);
        Git.Run("apply", "--check", "pin.patch");
        Git.Run("apply", "pin.patch");

        var applied = new[] { file, "kustomization.yaml", "Dockerfile" }.Select(Read).ToList();
        Git.Run("apply", "--reverse", "pin.patch");
        await World.SucceedAsync("pin");
        Assert.Equal(new[] { file, "kustomization.yaml", "Dockerfile" }.Select(Read), applied);
    }

    [Fact]
    public async Task What_is_not_at_the_registry_or_not_what_it_was_is_found_online()
    {
        Write("Dockerfile", $"{Image}:9.0.0", $"{Image}:1.0.0@{SmallImage.Create("1.4.0").Manifest.Descriptor.Digest}", $"{Image}:1.0.0@{One}", $"{Image}:1.0.0@{Now}");

        Assert.Equal("", await CheckAsync());
        Assert.Equal("1 tag-not-found, 2 tag-digest-mismatch, 4 tag-not-found, 4 tag-digest-mismatch", await CheckAsync("--online"));
    }

    [Fact]
    public async Task What_nobody_signed_is_found_where_the_rule_is_on()
    {
        Git.Write("plimsoll.yml", "policy:\n  rules: { unsigned: error }\n");
        Write("Dockerfile", $"{Image}:1.0.0", $"{Image}:2.0.0");
        await SmallImage.CreateArtifact(SmallImage.Create("2.0.0").Manifest.Descriptor, "application/vnd.dev.cosign.artifact.sig.v1+json", "a signature").PushAsync(Repository, ReferrersTagOf("2.0.0"));

        Assert.Equal("1 unsigned", await CheckAsync("--online"));
    }

    private static string ReferrersTagOf(string image) => SmallImage.Create(image).Manifest.Descriptor.Digest.ToString().Replace("sha256:", "sha256-", StringComparison.Ordinal) + ".sig";

    private void WriteLongFile(string file, string lineEnd)
    {
        var services = Enumerable.Range(1, 12).Select(i => $"  s{i}:\n    # number {i}\n    image: {(i is 2 or 3 or 9 ? $"{Image}:1.0.0" : $"x@{One}")}\n");
        Git.Write(file, ("services:\n" + string.Concat(services)).TrimEnd('\n').Replace("\n", lineEnd, StringComparison.Ordinal));
    }

    private async Task<string> CheckAsync(params string[] options)
    {
        var result = await World.RunAsync(["check", "--output", "json", .. options]);
        Assert.True(result.ExitCode is ExitCode.Done or ExitCode.PolicyViolation, result.Error);
        using var json = JsonDocument.Parse(result.Output);
        return string.Join(", ", json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("startLine")} {finding.GetProperty("rule")}"));
    }
}
