using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>A pull request fails for what it adds or makes worse, and for nothing that was there before.</summary>
public sealed class CheckChangedTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public CheckChangedTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    private void Write(string file, params string[] images) => _repository.Write(file,
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" + string.Concat(images.Select(image => $"  - image: {image}\n")));

    private void Commit()
    {
        _repository.Run("add", "--all");
        _repository.Run("commit", "--quiet", "--allow-empty", "--message", "x");
    }

    /// <summary>Commits what was written as the base, and starts the change.</summary>
    private void Branch()
    {
        Commit();
        _repository.Checkout("topic", create: true);
    }

    /// <summary>The findings that count, as <c>severity file:line rule</c>, with the exit code.</summary>
    private async Task<string> CheckAsync(params string[] options)
    {
        Commit();
        var (exitCode, json) = await CheckJsonAsync(options);
        var findings = json.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("severity")} {finding.GetProperty("file")}:{finding.GetProperty("startLine")} {finding.GetProperty("rule")}{(finding.GetProperty("wasThere").GetBoolean() ? " (old)" : "")}");
        return string.Join(", ", findings.Append($"{(int)exitCode}"));
    }

    private async Task<(ExitCode ExitCode, JsonElement Json)> CheckJsonAsync(params string[] options)
    {
        var run = await _world.RunAsync(["check", "--changed", "main", "--output", "json", .. options]);
        return (run.ExitCode, JsonDocument.Parse(run.Output).RootElement);
    }

    private async Task<string[]> ChangesAsync(params string[] options)
    {
        Commit();
        var (_, json) = await CheckJsonAsync(options);
        return [.. json.GetProperty("changes").EnumerateArray().Select(change =>
            $"{change.GetProperty("file")} [{string.Join(",", change.GetProperty("environments").EnumerateArray())}] {change.GetProperty("before").GetString() ?? "-"} > {change.GetProperty("after").GetString() ?? "-"} {change.GetProperty("verdict").GetString() ?? "-"}")];
    }

    [Fact]
    public async Task What_was_there_before_is_a_note()
    {
        Write("a.yaml", "nginx:latest", "redis:7.2.0");
        Branch();
        Write("a.yaml", "redis:7.2.1", "nginx:latest");

        Assert.Equal("note a.yaml:6 mutable-tag (old), 0", await CheckAsync());
        Assert.Equal("error a.yaml:6 mutable-tag, 3", await CheckAsync("--changed-scope", "file"));
    }

    [Fact]
    public async Task One_more_of_the_same_is_new()
    {
        Write("a.yaml", "nginx:latest");
        Branch();
        Write("a.yaml", "nginx:latest", "nginx:latest");

        Assert.Equal("error a.yaml:6 mutable-tag, note a.yaml:5 mutable-tag (old), 3", await CheckAsync());
    }

    [Fact]
    public async Task What_gets_worse_counts()
    {
        Write("a.yaml", "nginx:1.27.3");
        Write("deploy/b.yaml", "redis:7");
        Branch();
        Write("a.yaml", "nginx:latest");
        _repository.Run("rm", "-q", "deploy/b.yaml");
        Write("deploy/prod/b.yaml", "redis:7");

        Assert.Equal("error deploy/prod/b.yaml:5 mutable-tag, error a.yaml:5 mutable-tag, 3", await CheckAsync());
    }

    [Fact]
    public async Task A_file_that_is_renamed_takes_its_findings_along()
    {
        Write("a.yaml", "nginx:latest", "redis:7.2.0", "acme/web:1.2.3");
        Branch();
        _repository.Run("rm", "-q", "a.yaml");
        Write("apps/web.yaml", "nginx:latest", "redis:7.2.0", "acme/web:1.2.4");

        Assert.Equal("note apps/web.yaml:5 mutable-tag (old), 0", await CheckAsync());
        Assert.Equal(["apps/web.yaml [] acme/web:1.2.3 > acme/web:1.2.4 immutable"], await ChangesAsync());
    }

    [Fact]
    public async Task What_a_change_does_elsewhere_counts()
    {
        _repository.Write("compose.yaml", "services:\n  web:\n    image: nginx:${TAG}\n");
        _repository.Write(".env", "TAG=1.27.3\n");
        Write("base/pod.yaml", "acme/web:1.2.3");
        _repository.Write("base/kustomization.yaml", "resources: [pod.yaml]\n");
        _repository.Write("deploy/prod/kustomization.yaml", "resources: [../../base]\n");
        Branch();
        _repository.Write(".env", "TAG=latest\n");
        Write("base/pod.yaml", "acme/web:2");

        Assert.Equal("error base/pod.yaml:5 mutable-tag, error compose.yaml:3 mutable-tag, 3", await CheckAsync());
        Assert.Contains("compose.yaml [] nginx:1.27.3 > nginx:latest moving", await ChangesAsync());
        Assert.Contains("deploy/prod/kustomization.yaml [production] acme/web:1.2.3 > acme/web:2 moving", await ChangesAsync());
        Assert.Equal("error base/pod.yaml:5 mutable-tag, 3", await CheckAsync("--changed-scope", "file"));
    }

    [Fact]
    public async Task A_suppression_that_is_taken_away_counts()
    {
        _repository.Write("Dockerfile", "# plimsoll:ignore mutable-tag rebuilt every night\nFROM nginx:latest\n");
        Branch();
        _repository.Write("Dockerfile", "FROM nginx:latest\n");

        Assert.Equal("error Dockerfile:1 mutable-tag, 3", await CheckAsync());
    }

    [Fact]
    public async Task A_file_that_becomes_unreadable_counts()
    {
        Write("a.yaml", "nginx:1.27.3");
        _repository.Write("b.yaml", "apiVersion: v1\nkind: Pod\nspec: { image: a:1.0.0\nx: [\n");
        Branch();
        _repository.Write("a.yaml", "apiVersion: v1\nkind: Pod\nspec: { image: a:1.0.0\ny: [\n");
        _repository.Write("b.yaml", "apiVersion: v1\nkind: Pod\nspec: { image: a:1.0.0\nx: [\n# y\n");

        Assert.Equal("warning a.yaml:3 unreadable-file, note b.yaml:3 unreadable-file (old), 0", await CheckAsync());
    }

    [Fact]
    public async Task The_images_that_change_are_listed_by_environment()
    {
        Write("deploy/prod/a.yaml", "acme/web:1.2.3", "acme/api:1.0.0", "acme/old:1.0.0");
        Write("gone.yaml", "acme/gone:1.0.0");
        Write("same.yaml", "acme/same:1.0.0");
        Branch();
        Write("deploy/prod/a.yaml", "acme/api:1.0.0", "acme/web:1.3.0", "acme/new:2.0.0", "acme/newer:2");
        _repository.Run("rm", "-q", "gone.yaml");

        Assert.Equal(
            [
                "deploy/prod/a.yaml [production] acme/web:1.2.3 > acme/web:1.3.0 immutable",
                "deploy/prod/a.yaml [production] - > acme/new:2.0.0 immutable",
                "deploy/prod/a.yaml [production] - > acme/newer:2 moving",
                "deploy/prod/a.yaml [production] acme/old:1.0.0 > - -",
                "gone.yaml [] acme/gone:1.0.0 > - -",
            ],
            await ChangesAsync());
    }

    [Fact]
    public async Task The_summary_for_reviewers_starts_with_what_changes()
    {
        Write("app.yaml", "acme/job:1.0.0");
        Write("deploy/prod/a.yaml", "acme/web:1.2.3");
        Branch();
        Write("app.yaml", "acme/job:1.0.1", "acme/tool:latest");
        Write("deploy/prod/a.yaml", "acme/web:1.3");
        Commit();

        var run = await _world.RunAsync("check", "--changed", "main", "--report", "markdown");

        Assert.StartsWith(
            """
            <!-- plimsoll check -->
            ### Image policy

            ❌ 2 errors, 0 warnings; 3 images in 2 files

            #### Images that change

            | Environment | Image | From | To | | File |
            | --- | --- | --- | --- | --- | --- |
            | production | `docker.io/acme/web` | `1.2.3` | `1.3` | ⚠️ can move | `deploy/prod/a.yaml:5` |
            |  | `docker.io/acme/job` | `1.0.0` | `1.0.1` |  | `app.yaml:5` |
            |  | `docker.io/acme/tool` | — | `latest` | ⚠️ can move | `app.yaml:6` |

            #### Findings

            | | Location | Rule | Message |
            """.ReplaceLineEndings("\n"), run.Output, StringComparison.Ordinal);
    }
}
