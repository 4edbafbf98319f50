using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What <c>plimsoll check</c> is told besides paths, in a real repository.</summary>
public sealed class CheckOptionsTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: %}]}\n";

    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public CheckOptionsTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    private void Write(string file, string image) => _repository.Write(file, Pod.Replace("%", image, StringComparison.Ordinal));

    private void Commit()
    {
        _repository.Run("add", ".");
        _repository.Commit();
    }

    /// <summary>The findings of a check as <c>file rule</c>, in brackets where they do not count.</summary>
    private async Task<string> CheckAsync(params string[] arguments)
    {
        var result = await _world.RunAsync(["check", "--output", "json", .. arguments]);
        Assert.True(result.ExitCode is ExitCode.Done or ExitCode.PolicyViolation, result.Error);
        using var json = JsonDocument.Parse(result.Output);
        return string.Join(", ", json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("file")} {finding.GetProperty("rule")}"));
    }

    [Fact]
    public async Task What_git_ignores_is_left_out_unless_asked_for()
    {
        _repository.Write(".gitignore", "rendered/\n*.local.yaml\n");
        Write("rendered/x.yaml", "a");
        Write("x.local.yaml", "a");
        Write("x.yaml", "a");
        Commit();

        Assert.Equal("x.yaml missing-tag", await CheckAsync());
        Assert.Equal("rendered/x.yaml missing-tag, x.local.yaml missing-tag, x.yaml missing-tag", await CheckAsync("--no-ignore"));
        Assert.Equal("x.local.yaml missing-tag", await CheckAsync("x.local.yaml"));
    }

    [Fact]
    public async Task What_the_policy_excludes_is_left_out_and_counted_even_if_it_is_named()
    {
        _repository.Write("plimsoll.yml", "policy: { exclude: [\"samples/**\", \"**/*.template.yaml\"] }\n");
        Write("samples/x.yaml", "a");
        Write("deploy/y.template.yaml", "a");
        Write("x.yaml", "a");
        Commit();

        Assert.Equal("x.yaml missing-tag", await CheckAsync());
        Assert.Equal("x.yaml missing-tag", await CheckAsync("--no-ignore"));
        Assert.Equal("", await CheckAsync("samples/x.yaml"));
        Assert.EndsWith("1 image in 2 files (2 excluded)\n", (await _world.RunAsync(["check"])).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // A file that a change deletes is as little the change's as one that it makes worse.
        File.Delete(Path.Combine(_repository.Path, "samples/x.yaml"));
        Write("deploy/y.template.yaml", "b");
        Assert.Equal("", await CheckAsync("--changed", "HEAD"));
    }

    [Fact]
    public async Task The_whole_repository_is_checked_from_any_of_its_folders()
    {
        Write("x.yaml", "a");
        Write("deploy/y.yaml", "a");
        Commit();

        Assert.Equal("../x.yaml missing-tag, y.yaml missing-tag", await CheckAsync("--directory", _repository["deploy"]));
        Assert.Equal("y.yaml missing-tag", await CheckAsync("--directory", _repository["deploy"], "."));
    }

    [Fact]
    public async Task A_pull_request_is_judged_by_what_it_changes()
    {
        Write("old.yaml", "a");
        Write("changed.yaml", "r/a:1.3.0");
        Commit();
        _repository.Checkout("topic", create: true);
        Write("changed.yaml", "r/a:1.2.0");
        Write("new.yaml", "b:latest");
        Commit();

        Assert.Equal("new.yaml mutable-tag, changed.yaml version-regression", await CheckAsync("--changed", "main"));
        Assert.Equal("new.yaml mutable-tag, old.yaml missing-tag", await CheckAsync());

        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_EVENT_NAME"] = "pull_request";
        _world.Environment["GITHUB_REF"] = "refs/pull/7/merge";
        _world.Environment["GITHUB_HEAD_REF"] = "topic";
        _world.Environment["GITHUB_BASE_REF"] = "main";
        _world.Environment["GITHUB_SHA"] = _repository.Head;
        Assert.Equal("new.yaml mutable-tag, changed.yaml version-regression", await CheckAsync("--changed"));
    }

    [Fact]
    public async Task Outside_a_pull_request_the_base_must_be_named()
    {
        Write("x.yaml", "a");
        Commit();

        Assert.Contains("--changed origin/main", await _world.FailAsync(ExitCode.Usage, "check", "--changed"), StringComparison.Ordinal);
        Assert.Contains("no commit 'nothing'", await _world.FailAsync(ExitCode.Usage, "check", "--changed", "nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_is_written_and_then_only_what_is_new_fails()
    {
        Write("x.yaml", "a");
        Commit();

        Assert.Equal(3, (int)(await _world.RunAsync("check")).ExitCode);
        Assert.Equal(0, (int)(await _world.RunAsync("check", "--baseline", ".plimsoll/baseline.json", "--update-baseline")).ExitCode);
        Assert.Equal(0, (int)(await _world.RunAsync("check", "--baseline", ".plimsoll/baseline.json")).ExitCode);
        Write("y.yaml", "b");
        Assert.Equal(3, (int)(await _world.RunAsync("check", "--baseline", ".plimsoll/baseline.json")).ExitCode);
        Assert.Contains("does not exist", await _world.FailAsync(ExitCode.NotFound, "check", "--baseline", "other.json"), StringComparison.Ordinal);
        await _world.FailAsync(ExitCode.Usage, "check", "--update-baseline");
    }

    [Fact]
    public async Task Environments_count_on_their_branches()
    {
        _repository.Write("plimsoll.yml", "environments:\n  production: { paths: [\"live/**\"], branches: [main] }\n");
        Write("live/x.yaml", "a:2");
        Commit();

        Assert.Equal("live/x.yaml mutable-tag", await CheckAsync());
        _repository.Checkout("topic", create: true);
        Assert.Equal("", await CheckAsync());
    }

    [Fact]
    public async Task An_exception_that_ended_is_told_at_its_line()
    {
        _repository.Write("plimsoll.yml", "policy:\n  exceptions:\n    - { image: a, reason: old, until: 2026-05-18 }\n    - { image: b, reason: old }\n");
        Write("x.yaml", "a");
        Commit();

        var result = await _world.RunAsync("check");

        Assert.Contains("plimsoll.yml:3:7: warning expired-exception: The suppression of 'a' in policy.exceptions expired on 2026-05-18.", result.Output, StringComparison.Ordinal);
        Assert.Contains("plimsoll.yml:4:7: warning unused-exception", result.Output, StringComparison.Ordinal);
        Assert.Contains("x.yaml:3:29: error missing-tag", result.Output, StringComparison.Ordinal);
    }
}
