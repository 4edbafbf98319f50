using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class ConfigShowTests : IDisposable
{
    private const string Configuration = """
        image: acme/app
        registry: ghcr.io
        tags:
          latest: branch
          sha: { prefix: sha-, when: { branch: [main, "release/*"] } }
        components:
          api: { image: acme/api, registry: quay.io, paths: [api/**] }
          web: { tagPrefix: web/v }
        environments:
          staging:
          live: { production: true, requires: staging }
        images:
          one: { build: { files: out, entrypoint: [/hello] } }
        policy:
          rules: { mutable-tag: warn }
          exceptions:
            - { image: nginx, reason: "no\nother" }
        """;

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public ConfigShowTests()
    {
        _repository.Write("plimsoll.yml", Configuration);
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Every_setting_is_shown_with_the_place_that_it_comes_from()
    {
        _world.Environment["PLIMSOLL_REGISTRY"] = "localhost:5000";

        Snapshot.Match((await _world.SucceedAsync("config", "show", "--origin", "--environment", "LIVE", "--tag-prefix", "")).Output);
    }

    [Fact]
    public async Task Without_a_file_everything_is_a_default()
    {
        File.Delete(_repository["plimsoll.yml"]);

        var report = JsonDocument.Parse((await _world.SucceedAsync("config", "show", "--output", "json")).Output).RootElement;

        Assert.Equal(JsonValueKind.Null, report.GetProperty("file").ValueKind);
        Assert.All(report.GetProperty("settings").EnumerateArray(), setting => Assert.Equal("default", setting.GetProperty("origin").GetProperty("kind").GetString()));
        Assert.Contains(report.GetProperty("settings").EnumerateArray(), setting => setting.GetProperty("key").GetString() == "policy.unresolved" && setting.GetProperty("value").GetString() == "warn");
    }

    [Fact]
    public async Task Without_the_option_the_text_has_no_origins() =>
        Assert.Equal(["KEY", "VALUE"], (await _world.SucceedAsync("config", "show")).Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is shown is what counts: the command that derives tags resolves the same settings by itself.</summary>
    [Theory]
    [InlineData("plimsoll.yml:1:8")]
    [InlineData("plimsoll.yml:7:17", "--component", "api")]
    [InlineData("plimsoll.yml:1:8", "--component", "web")]
    [InlineData("PLIMSOLL_IMAGE", "--component", "api", "PLIMSOLL_IMAGE=acme/other")]
    [InlineData("--image", "--image", "acme/given", "PLIMSOLL_IMAGE=acme/other", "PLIMSOLL_REGISTRY=localhost:5000")]
    [InlineData("plimsoll.yml:1:8", "--registry", "docker.io", "PLIMSOLL_COMPONENT=web")]
    public async Task The_image_that_is_shown_is_the_one_that_tags_are_derived_for(string origin, params string[] given)
    {
        var options = given.Where(word => !word.Contains('=')).ToArray();
        foreach (var variable in given.Except(options))
            _world.Environment[variable.Split('=')[0]] = variable.Split('=')[1];
        _repository.Tag("api-v1.0.0");
        _repository.Tag("web/v1.0.0");

        var shown = JsonDocument.Parse((await _world.SucceedAsync(["config", "show", "--output", "json", .. options])).Output).RootElement.GetProperty("settings").EnumerateArray().ToDictionary(setting => setting.GetProperty("key").GetString()!);
        var table = (await _world.SucceedAsync(["config", "show", "--origin", .. options])).Lines;
        var reference = (await _world.SucceedAsync(["tags", "--tags", "sha", .. options])).Lines[0];

        var registry = shown["registry"].GetProperty("value").GetString();
        Assert.StartsWith($"{registry}/{shown["image"].GetProperty("value").GetString()}:", reference, StringComparison.Ordinal);
        Assert.EndsWith($" {origin}", table.First(line => line.StartsWith("image ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v2.1.0", "2.1.0")]
    [InlineData("api-v1.0.0", "1.0.0", "--component", "api")]
    [InlineData("rel-3.0.0", "3.0.0", "PLIMSOLL_TAG_PREFIX=rel-")]
    [InlineData("api-v1.0.0", "1.0.0", "--component", "api", "PLIMSOLL_TAG_PREFIX=rel-")]
    [InlineData("rel-3.0.0", "3.0.0", "--component", "api", "--tag-prefix", "rel-")]
    [InlineData("web/v4.0.0", "4.0.0", "--component", "web")]
    public async Task The_prefix_that_is_shown_is_the_one_of_the_version(string tag, string version, params string[] given)
    {
        var options = given.Where(word => !word.Contains('=')).ToArray();
        foreach (var variable in given.Except(options))
            _world.Environment[variable.Split('=')[0]] = variable.Split('=')[1];
        foreach (var name in new[] { "api-v1.0.0", "rel-3.0.0", "web/v4.0.0" })
            _repository.Tag(name);

        var row = (await _world.SucceedAsync(["config", "show", .. options])).Lines.First(line => line.StartsWith("version.tagPrefix ", StringComparison.Ordinal));

        Assert.Equal(version, (await _world.SucceedAsync(["version", .. options])).Output.Trim());
        Assert.EndsWith(tag.StartsWith('v') ? " -" : $" {tag[..^5]}", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_one_of_the_file_is_refused()
    {
        Assert.Contains("Did you mean 'live'?", await _world.FailAsync(ExitCode.Usage, "config", "show", "--environment", "lvie"));
        Assert.Contains("Did you mean 'api'?", await _world.FailAsync(ExitCode.Usage, "config", "show", "--component", "apy"));
    }

    [Fact]
    public async Task A_file_with_mistakes_is_refused_with_all_of_them()
    {
        _repository.Write("plimsoll.yml", "imag: a\nregistri: b\ntags: { lastest: auto }\npolicy: { profil: tag }\nversion: { autoincrement: minor }\n");

        var error = await _world.FailAsync(ExitCode.Usage, "config", "show");

        Assert.Equal(
            [
                "1:1: unknown key 'imag'. Did you mean 'image'?",
                "2:1: unknown key 'registri'. Did you mean 'registry'?",
                "3:9: unknown key 'tags.lastest'. Did you mean 'latest'?",
                "4:11: unknown key 'policy.profil'. Did you mean 'profile'?",
                "5:12: unknown key 'version.autoincrement'. Did you mean 'autoIncrement'?",
            ],
            error.TrimEnd('\n').Split('\n').Select(line => line[(line.IndexOf("plimsoll.yml:", StringComparison.Ordinal) + "plimsoll.yml:".Length)..]));
    }
}
