using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class MetadataTests : IDisposable
{
    private const string Id = "860c1904a1ce19322e91ac35af1ab07466440c37";

    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public MetadataTests()
    {
        _world = new CommandWorld(_folder.Path);
        Set("GITHUB_EVENT_NAME", "push");
        Set("GITHUB_REF", "refs/tags/v1.2.3");
        Set("GITHUB_SHA", Id);
        Set("GITHUB_EVENT_PATH", _folder.Write("event.json", $$"""
            {
              "head_commit": { "id": "{{Id}}", "timestamp": "2022-04-19T11:27:24+02:00" },
              "repository": { "name": "app", "description": "An app", "html_url": "https://github.com/acme/app", "default_branch": "main", "license": { "spdx_id": "MIT" } }
            }
            """));
        Set("RUNNER_TEMP", _folder["temp"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tags_are_printed_one_a_line()
    {
        var result = await _world.SucceedAsync("metadata", "--images", "Acme/App\nghcr.io/acme/app", "--tags", "type=semver,pattern={{version}}\ntype=semver,pattern={{major}}");

        Assert.Equal(["acme/app:1.2.3", "acme/app:1", "acme/app:latest", "ghcr.io/acme/app:1.2.3", "ghcr.io/acme/app:1", "ghcr.io/acme/app:latest"], result.Lines);
        Assert.Equal("", result.Error);
        Assert.False(Directory.Exists(_folder["temp"]));
    }

    [Fact]
    public async Task What_is_printed_gives_the_host_that_reads_the_log_no_command()
    {
        var result = await _world.SucceedAsync("metadata", "--images", "::error::app\na##[group]b\nc\u001b[31md", "--tags", "type=raw,value=x");

        Assert.Equal([@"\::error::app:x", @"a#\#[group]b:x", @"c\u001b[31md:x"], result.Lines);
    }

    [Fact]
    public async Task Inputs_come_from_the_environment_too_and_flags_win()
    {
        Set("INPUT_IMAGES", "app");
        Set("INPUT_TAGS", "type=raw,value=env");
        Set("INPUT_FLAVOR", "suffix=-s");

        Assert.Equal(["app:env-s"], (await _world.SucceedAsync("metadata")).Lines);
        Assert.Equal(["app:flag-s"], (await _world.SucceedAsync("metadata", "--tags", "type=raw,value=flag")).Lines);
    }

    [Fact]
    public async Task The_json_holds_the_outputs_of_the_action_under_their_names()
    {
        var json = await JsonAsync("metadata", "--images", "app", "--sep-tags", " ", "--sep-labels", ";", "--labels", "mine={{commit_date 'YYYY-MM-DD'}}", "--bake-target", "release");

        Assert.Equal(
            ["schemaVersion", "version", "tags", "tag-names", "labels", "annotations", "json", "bake-file-tags", "bake-file-labels", "bake-file-annotations", "bake-file"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("v1.2.3", Text(json, "version"));
        Assert.Equal("app:v1.2.3 app:latest", Text(json, "tags"));
        Assert.Equal("v1.2.3 latest", Text(json, "tag-names"));
        Assert.StartsWith("mine=2022-04-19;org.opencontainers.image.created=2026-05-19T23:30:00.000Z;org.opencontainers.image.description=An app;", Text(json, "labels"));
        Assert.Contains("manifest:org.opencontainers.image.licenses=MIT\n", Text(json, "annotations"));
        Assert.StartsWith("{\"tags\":[\"app:v1.2.3\",\"app:latest\"],\"tag-names\":", Text(json, "json"));
    }

    [Fact]
    public async Task Bake_files_are_written_where_the_json_says()
    {
        var json = await JsonAsync("metadata", "--images", "app", "--bake-target", "release");

        foreach (var (name, file) in new[] { ("bake-file", "bake"), ("bake-file-tags", "bake-tags"), ("bake-file-labels", "bake-labels"), ("bake-file-annotations", "bake-annotations") })
        {
            Assert.Equal($"docker-metadata-action-{file}.json", Path.GetFileName(Text(json, name)));
            Assert.StartsWith(_folder["temp"], Text(json, name), StringComparison.Ordinal);
        }
        using var bake = JsonDocument.Parse(File.ReadAllText(Text(json, "bake-file")));
        var target = bake.RootElement.GetProperty("target").GetProperty("release");
        Assert.Equal("v1.2.3", target.GetProperty("args").GetProperty("DOCKER_META_VERSION").GetString());
        Assert.Equal("app", target.GetProperty("labels").GetProperty("org.opencontainers.image.title").GetString());
    }

    [Fact]
    public async Task Outputs_reach_the_steps_that_follow()
    {
        Set("GITHUB_OUTPUT", _folder.Write("output", "before=1\n"));
        Set("GITHUB_ENV", _folder.Write("env", ""));

        await _world.SucceedAsync("metadata", "--images", "app\nother");

        var output = File.ReadAllText(_folder["output"]);
        Assert.Matches("^before=1\nversion<<(ghadelimiter_[0-9a-f-]{36})\nv1\\.2\\.3\n\\1\ntags<<(ghadelimiter_[0-9a-f-]{36})\napp:v1\\.2\\.3\napp:latest\nother:v1\\.2\\.3\nother:latest\n\\2\n", output);
        Assert.EndsWith("\n", output);
        Assert.Contains("DOCKER_METADATA_OUTPUT_BAKE_FILE_TAGS<<ghadelimiter_", File.ReadAllText(_folder["env"]));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("0")]
    public async Task The_environment_of_the_steps_can_be_left_alone(string setting)
    {
        Set("GITHUB_ENV", _folder.Write("env", ""));
        Set("DOCKER_METADATA_SET_OUTPUT_ENV", setting);

        await _world.SucceedAsync("metadata", "--images", "app");

        Assert.Equal("", File.ReadAllText(_folder["env"]));
    }

    [Fact]
    public async Task Now_is_what_source_date_epoch_says()
    {
        Set("SOURCE_DATE_EPOCH", "0");

        var json = await JsonAsync("metadata", "--tags", "type=raw,value={{date 'YYYY'}}");

        Assert.Equal("1970", Text(json, "version"));
        Assert.Contains("org.opencontainers.image.created=1970-01-01T00:00:00.000Z", Text(json, "labels"));
    }

    [Theory]
    [InlineData("type=sha,format=x", "error: Invalid format for type=sha,format=x")]
    [InlineData("type=raw,{{", "error: Parse error in the expression")]
    public async Task What_cannot_be_used_is_refused_in_the_words_of_the_action(string tags, string message) =>
        Assert.StartsWith(message, await _world.FailAsync(ExitCode.Usage, "metadata", "--tags", tags));

    [Fact]
    public async Task A_tag_that_no_registry_accepts_is_printed_and_warned_about()
    {
        var result = await _world.SucceedAsync("metadata", "--images", "app", "--tags", "type=raw,-x");

        Assert.Equal(["app:-x"], result.Lines);
        Assert.Contains("warning: The tag -x is not valid in any registry", result.Error);
    }

    [Fact]
    public async Task Without_a_version_a_warning_says_so()
    {
        var result = await _world.SucceedAsync("metadata", "--tags", "type=edge");

        Assert.Empty(result.Lines);
        Assert.Contains("warning: No Docker tag has been generated. Check tags input.", result.Error);
    }

    [Fact]
    public async Task Outside_a_workflow_the_repository_can_say_what_is_built()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "app.txt", GitRepository.Start);
        repository.Run("remote", "add", "origin", "git@github.com:acme/tool.git");
        var world = new CommandWorld(repository.Path);
        world.Environment["RUNNER_TEMP"] = _folder["temp"];

        var json = Parse((await world.SucceedAsync("metadata", "--context", "git", "--tags", "type=ref,event=branch\ntype=sha\ntype=edge\n{{commit_date 'YYYY'}},enable={{is_default_branch}}", "--output", "json")).Output);

        Assert.Equal($"edge\nmain\n2026\nsha-{repository.Head[..7]}", Text(json, "tag-names"));
        Assert.Contains("org.opencontainers.image.title=tool\norg.opencontainers.image.url=https://github.com/acme/tool\n", Text(json, "labels"));
    }

    [Fact]
    public async Task A_detached_head_that_nothing_names_is_refused_and_the_advice_says_what_to_do()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Run("checkout", "--quiet", "--detach");
        repository.Run("branch", "--quiet", "--delete", "--force", "main");

        var error = await new CommandWorld(repository.Path).FailAsync(ExitCode.Usage, "metadata", "--context", "git");

        Assert.StartsWith("error: Cannot infer ref from detached HEAD\n", error);
        Assert.Contains("--context workflow", error);
    }

    [Fact]
    public async Task Without_a_ref_the_other_context_is_named()
    {
        _world.Environment.Remove("GITHUB_REF");

        Assert.Contains("--context git", (await _world.SucceedAsync("metadata")).Error);
    }

    [Fact]
    public async Task A_context_that_there_is_not_is_refused()
    {
        await _world.FailAsync(ExitCode.Usage, "metadata", "--context", "azure");
        Set("INPUT_CONTEXT", "azure");

        Assert.StartsWith("error: Invalid context source: azure", await _world.FailAsync(ExitCode.Usage, "metadata"));
    }

    private void Set(string name, string value) => _world.Environment[name] = value;

    private async Task<JsonElement> JsonAsync(params string[] arguments) => Parse((await _world.SucceedAsync([.. arguments, "--output", "json"])).Output);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;
}
