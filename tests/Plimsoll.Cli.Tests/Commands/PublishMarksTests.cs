using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Labels, annotations and tags of one run, and how a container of assembled files runs.</summary>
public sealed class PublishMarksTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public PublishMarksTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_label_is_an_annotation_too_and_wins_over_the_file_and_an_annotation_is_only_that()
    {
        _repository.Write("plimsoll.yml", "image: app\nlabels: { team: web, kept: 'yes' }\n");

        await _world.SucceedAsync("publish", "files:out", "--label", "team=core", "--label", "empty=", "--annotation", "note=a=b", "--annotation", "kept=no");

        var (manifest, config) = await ReadAsync();
        var labels = config["config"]!["Labels"]!;
        Assert.Equal(("core", "yes", "", null), ((string?)labels["team"], (string?)labels["kept"], (string?)labels["empty"], (string?)labels["note"]));
        Assert.Equal(("core", "no", "a=b"), (manifest.Annotations!["team"], manifest.Annotations["kept"], manifest.Annotations["note"]));
    }

    [Theory]
    [InlineData("--label", "team")]
    [InlineData("--annotation", "=core")]
    [InlineData("--tag", "not valid")]
    [InlineData("--tag", "ends-with-")]
    public async Task What_is_no_pair_and_no_tag_is_refused(string option, string value)
    {
        var error = await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", "app", option, value);

        Assert.Contains($"'{value}'", error, StringComparison.Ordinal);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--label")]
    [InlineData("--annotation")]
    public async Task An_image_that_is_published_byte_for_byte_takes_no_marks(string option)
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "app");

        var error = await _world.FailAsync(ExitCode.Usage, "publish", "oci:artifacts/images/app:2.1.0", "--image", "other", option, "team=core");

        Assert.Contains($"{option} applies only to an image that is built or assembled", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository["artifacts/images/other"]));
    }

    [Fact]
    public async Task An_index_that_is_made_of_images_takes_annotations()
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "app", "--platform", "linux/amd64,linux/arm64");

        await _world.SucceedAsync("publish", "oci:artifacts/images/app:2.1.0", "--image", "other", "--platform", "linux/amd64,linux/arm64", "--annotation", "note=index");

        var index = (ImageIndex)(await OciLayout.Open(_repository["artifacts/images/other"]).GetManifestAsync("2.1.0", None)).Parse();
        Assert.Equal("index", index.Annotations!["note"]);
    }

    [Fact]
    public async Task A_requested_tag_is_published_beside_the_derived_ones_whichever_are_chosen()
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "app", "--tags", "semver", "--tag", "stable", "--tag", "build-7");

        var layout = OciLayout.Open(_repository["artifacts/images/app"]);
        foreach (var tag in (string[])["2.1.0", "2.1", "2", "stable", "build-7"])
            Assert.NotNull(await layout.ResolveAsync(tag, None));
        Assert.Null(await layout.ResolveAsync("latest", None));
    }

    [Fact]
    public async Task A_requested_tag_that_looks_like_a_version_never_moves()
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "app", "--tags", "sha", "--tag", "7.0.0");
        _repository.Write("out/app", "another");
        _repository.Commit("more");

        var error = await _world.FailAsync(ExitCode.TagConflict, "publish", "files:out", "--image", "app", "--tags", "sha", "--tag", "7.0.0");

        Assert.Contains("7.0.0", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requested_tag_that_moves_does_not_go_to_production()
    {
        var error = await _world.FailAsync(ExitCode.PolicyViolation, "publish", "files:out", "--image", "app", "--environment", "production", "--tag", "stable");
        await _world.SucceedAsync("publish", "files:out", "--image", "app", "--environment", "production", "--tag", "2.1.0");

        Assert.Contains("stable", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requested_tag_that_would_go_back_is_left_out_with_a_warning()
    {
        _repository.Run("tag", "v3.0.0");
        _repository.Commit("more");
        _repository.Run("tag", "v2.2.0");

        var result = await _world.SucceedAsync("publish", "files:out", "--image", "app", "--tag", "latest");

        Assert.Contains("the requested tag is left out: latest: ", result.Error, StringComparison.Ordinal);
        Assert.Null(await OciLayout.Open(_repository["artifacts/images/app"]).ResolveAsync("latest", None));
    }

    [Fact]
    public async Task A_saved_plan_says_it_all_again()
    {
        _repository.Write("plimsoll.yml", "image: app\nbuild: { files: out, user: app, env: { A: b }, healthCheck: { command: /app, interval: 5s } }\n");
        await _world.SucceedAsync("plan", "--label", "team=core", "--annotation", "note=x", "--tag", "stable", "--save", "plan.json", "--allow-dirty");

        await _world.SucceedAsync("publish", "--from-plan", "plan.json");

        var (manifest, config) = await ReadAsync("stable");
        Assert.Equal(("x", "core", "app"), (manifest.Annotations!["note"], (string?)config["config"]!["Labels"]!["team"], (string?)config["config"]!["User"]));
    }

    [Fact]
    public async Task Files_say_how_their_container_runs()
    {
        _repository.Write("plimsoll.yml", """
            image: app
            build:
              files: out
              user: "1000"
              env: { B: two, A: one }
              workingDir: /srv
              ports: [8080, 53/udp]
              volumes: /data
              stopSignal: SIGINT
              healthCheck: { command: [/app, --check], interval: 1m30s, retries: 5 }
            """);

        await _world.SucceedAsync("publish");

        var config = (await ReadAsync()).Config["config"]!.AsObject();
        config.Remove("Labels");
        Assert.Equal(
            """{"User":"1000","WorkingDir":"/srv","StopSignal":"SIGINT","Env":["A=one","B=two"],"ExposedPorts":{"53/udp":{},"8080/tcp":{}},"Volumes":{"/data":{}},"Healthcheck":{"Test":["CMD","/app","--check"],"Interval":90000000000,"Retries":5}}""",
            config.ToJsonString());
    }

    private async Task<(ImageManifest Manifest, JsonObject Config)> ReadAsync(string tag = "2.1.0")
    {
        var layout = OciLayout.Open(_repository["artifacts/images/app"]);
        var manifest = (ImageManifest)(await layout.GetManifestAsync(tag, None)).Parse();
        await using var config = await layout.OpenBlobAsync(manifest.Config, None);
        return (manifest, (await JsonNode.ParseAsync(config))!.AsObject());
    }
}
