using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class InitTests : IDisposable
{
    private const string Rules = """
        type=semver,pattern={{version}}
        type=semver,pattern={{major}}.{{minor}}
        type=semver,pattern={{major}},prefix=r
        type=semver,pattern={{raw}},suffix=-raw
        type=ref,event=branch
        type=ref,event=tag,prefix=git-
        type=ref,event=pr
        type=sha
        type=sha,format=long,prefix=commit-
        type=edge,branch=next
        type=raw,value=canary,enable={{is_default_branch}}
        type=raw,value=stable
        type=schedule
        """;

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public InitTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_files_are_named_and_what_was_found_is_said_beside_them()
    {
        _repository.Write("Dockerfile", "FROM scratch\n");
        _repository.Write("GitVersion.yml", "mode: Mainline\n");

        var result = await _world.SucceedAsync("init", "--workflows", "github", "--workflows", "gitlab");

        Assert.Equal(["plimsoll.yml", ".github/workflows/plimsoll.yml", ".gitlab-ci.yml"], result.Lines);
        Assert.All(result.Lines, file => Assert.True(File.Exists(_repository[file]), file));
        Assert.Contains("found: Dockerfile: Dockerfile\n", result.Error);
        Assert.Contains("warning: not converted: GitVersion.yml:1: mode Mainline: ", result.Error);
        Assert.Matches("(?m)^image +repository$", (await _world.SucceedAsync("config", "show")).Output);
    }

    [Fact]
    public async Task A_dry_run_prints_the_file_and_writes_nothing()
    {
        _repository.Write("Dockerfile", "FROM scratch\n");

        var result = await _world.SucceedAsync("init", "--dry-run");

        Assert.Equal(["# yaml-language-server: $schema=https://plimsoll.dev/schema/config.schema.json", "image: repository", "build: { dockerfile: Dockerfile }"], result.Lines);
        Assert.Contains("nothing was written\n", result.Error);
        Assert.False(File.Exists(_repository["plimsoll.yml"]));
    }

    [Fact]
    public async Task The_json_holds_the_files_and_what_was_converted_and_what_not()
    {
        _repository.Write("Dockerfile", "FROM scratch\n");
        _repository.Write("GitVersion.yml", "tag-prefix: rel-\nmode: Mainline\n");

        var report = JsonDocument.Parse((await _world.SucceedAsync("init", "--dry-run", "--output", "json", "--workflows", "azure")).Output).RootElement;

        Assert.False(report.GetProperty("isWritten").GetBoolean());
        Assert.Equal(["plimsoll.yml", "azure-pipelines.yml"], report.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!));
        Assert.Contains("tagPrefix: rel-", report.GetProperty("files")[0].GetProperty("content").GetString());
        Assert.Equal(["Dockerfile:", "GitVersion.yml:1"], report.GetProperty("converted").EnumerateArray().Select(note => $"{note.GetProperty("file").GetString()}:{note.GetProperty("line")}"));
        Assert.Equal(["GitVersion.yml:2"], report.GetProperty("notConverted").EnumerateArray().Select(note => $"{note.GetProperty("file").GetString()}:{note.GetProperty("line")}"));
    }

    [Fact]
    public async Task What_exists_is_overwritten_only_by_force_even_if_it_has_mistakes()
    {
        _repository.Write("plimsoll.yml", "imag: mine\n");

        var error = await _world.FailAsync(ExitCode.Usage, "init");

        Assert.Contains("plimsoll.yml already exists.", error);
        Assert.Contains("--dry-run", error);
        Assert.Contains("--force", error);
        Assert.Equal("imag: mine\n", await File.ReadAllTextAsync(_repository["plimsoll.yml"]));
        await _world.SucceedAsync("init", "--force", "--image", "quay.io/acme/app");
        Assert.Equal("quay.io/acme/app:2.1.0", (await _world.SucceedAsync("tags", "--tags", "semver")).Lines[0]);
    }

    /// <summary>docker/metadata-action's own derivation, and the rules that its step is converted to.</summary>
    [Theory]
    [InlineData("push", "refs/heads/main", null)]
    [InlineData("push", "refs/heads/next", null)]
    [InlineData("schedule", "refs/heads/main", null)]
    [InlineData("push", "refs/tags/v2.2.0", "v2.2.0")]
    [InlineData("push", "refs/tags/v2.2.0-rc.1", "v2.2.0-rc.1")]
    [InlineData("push", "refs/tags/v0.3.0", "v0.3.0")]
    [InlineData("push", "refs/tags/v3.0.0+build.5", "v3.0.0+build.5")]
    [InlineData("pull_request", "refs/pull/7/merge", null)]
    public async Task The_rules_that_a_step_of_metadata_action_becomes_derive_its_tags(string eventName, string reference, string? tag)
    {
        _repository.Write("Dockerfile", "FROM scratch\n");
        _repository.Write(".github/workflows/ci.yml", $"jobs:\n  a:\n    steps:\n      - uses: docker/metadata-action@v5\n        with:\n          images: acme/app\n          flavor: latest=false\n          tags: |\n{string.Concat(Rules.Split('\n').Select(line => $"            {line}\n"))}");
        await _world.SucceedAsync("init");
        _repository.Run("add", "--all");
        _repository.Commit("Initialize");
        if (tag is not null)
            _repository.Tag(tag);
        Run(eventName, reference);

        var theirs = (await _world.SucceedAsync("metadata", "--images", "acme/app", "--flavor", "latest=false", "--tags", Rules)).Lines;
        var ours = (await _world.SucceedAsync("tags")).Lines;

        // A fixed text is no tag of a pull request here, whatever the rules say.
        Assert.Equal(theirs.Where(image => eventName != "pull_request" || image != "acme/app:stable").Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    /// <summary>What GitHub sets for a run, and the payload of its event.</summary>
    private void Run(string eventName, string reference)
    {
        var pullRequest = eventName == "pull_request" ? $$""","number":7,"pull_request":{"number":7,"head":{"sha":"{{_repository.Head}}","ref":"topic"},"base":{"ref":"main"} }""" : "";
        var payload = _repository.Write(".git/event.json", $$"""{"repository":{"default_branch":"main","name":"app","html_url":"https://github.com/acme/app"}{{pullRequest}} }""");
        foreach (var (name, value) in new[]
        {
            ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "acme/app"), ("GITHUB_SHA", _repository.Head), ("GITHUB_REF", reference), ("GITHUB_REF_NAME", reference.Split('/', 3)[2]),
            ("GITHUB_REF_TYPE", reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch"), ("GITHUB_EVENT_NAME", eventName), ("GITHUB_EVENT_PATH", payload), ("GITHUB_BASE_REF", eventName == "pull_request" ? "main" : ""),
        })
            if (value.Length > 0)
                _world.Environment[name] = value;
    }
}
