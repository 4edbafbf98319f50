using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>The workflows that others call, job by job, with the real command, a real registry with a password, and GitHub's API.</summary>
public sealed class GitHubWorkflowsTests : IAsyncLifetime, IDisposable
{
    private const string Platforms = """[{ "platform": "linux/amd64", "runner": "one" }, { "platform": "linux/arm64", "runner": "other" }]""";

    private readonly RegistryClient _client = new();
    private SharedRegistry _registry = null!;
    private AppRepository _app = null!;

    private Dictionary<string, string> Tool { get; } = new() { ["plimsoll-version"] = ReleaseFiles.Version, ["plimsoll-url"] = ReleaseFiles.Shared.Url };

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        _app = new AppRepository(_registry.Root);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose()
    {
        _app.Dispose();
        _client.Dispose();
    }

    [Theory]
    [InlineData(RunKind.Push)]
    [InlineData(RunKind.Tag)]
    [InlineData(RunKind.Schedule)]
    [InlineData(RunKind.Manual)]
    public async Task Platforms_are_published_by_jobs_of_their_own_and_joined_under_the_tags(RunKind kind)
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(kind));
        var runner = new WorkflowRunner(host);

        var outputs = await runner.CallAsync("publish.yml", new Dictionary<string, string>(Tool)
        {
            ["image"] = "acme/app",
            ["source"] = "files:built/{arch}",
            ["platforms"] = Platforms,
            ["prepare"] = "mkdir -p built\ncp -r out/\"${PLATFORM#linux/}\" built/",
            ["environment"] = "staging",
            ["tags"] = "semver,environment",
        });

        Assert.True(runner.Jobs.Values.All(job => job.Result == "success"), host.Log);
        Assert.Equal("1.2.0\n1.2\n1\nstaging", outputs["tag-names"]!.GetValue<string>());
        var repository = _client.Repository(ImageReference.Parse($"{_registry.Root}/acme/app"));
        var index = await repository.ResolveAsync("1.2.0", CancellationToken.None);
        Assert.Equal(outputs["digest"]!.GetValue<string>(), index!.Digest.ToString());
        var parts = JsonNode.Parse((await repository.GetManifestAsync(index.Digest.ToString(), CancellationToken.None)).Bytes.Span)!["manifests"]!.AsArray();
        Assert.Equal(["amd64", "arm64"], parts.Select(part => part!["platform"]!["architecture"]!.GetValue<string>()));
        Assert.Equal(parts.Select(part => part!["digest"]!.GetValue<string>()), new[] { "digest-0", "digest-1" }.Select(runner.Jobs["platform"].Output));
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_publishes_nothing()
    {
        using var host = new GitHubHost(_app.Origin, _app.PullRequest(isFork: true));
        var runner = new WorkflowRunner(host);

        await runner.CallAsync("publish.yml", new Dictionary<string, string>(Tool) { ["image"] = "acme/app" });

        Assert.Equal(["skipped", "skipped"], runner.Jobs.Values.Select(job => job.Result));
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task A_promotion_is_shown_first_and_waits_for_its_environment()
    {
        await using var locked = await SharedRegistry.OpenAsync(new RegistryServerOptions { WithPassword = true });
        using var app = new AppRepository(locked.Root);
        var secrets = new Dictionary<string, string> { ["registry-username"] = RegistryServerOptions.Username, ["registry-password"] = RegistryServerOptions.Password };
        using var publishing = new GitHubHost(app.Origin, app.Of(RunKind.Tag)) { Secrets = secrets };
        await new WorkflowRunner(publishing).CallAsync("publish.yml", new Dictionary<string, string>(Tool)
        {
            ["image"] = "acme/app",
            ["source"] = "files:out/{arch}",
            ["platforms"] = Platforms,
            ["environment"] = "staging",
        });
        var promotion = new Dictionary<string, string>(Tool) { ["to"] = "production", ["image"] = "1.2.0" };

        using var refused = new GitHubHost(app.Origin, app.Of(RunKind.Manual)) { Secrets = secrets, Unapproved = { "production" } };
        var waiting = new WorkflowRunner(refused);
        await waiting.CallAsync("promote.yml", promotion);

        Assert.Equal(("success", "failure"), (waiting.Jobs["plan"].Result, waiting.Jobs["promote"].Result));
        Assert.Contains("### Plan for environment `production`", refused.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("### Promoted", refused.Summary, StringComparison.Ordinal);

        using var approved = new GitHubHost(app.Origin, app.Of(RunKind.Manual)) { Secrets = secrets };
        var outputs = await new WorkflowRunner(approved).CallAsync("promote.yml", promotion);

        Assert.Equal(["production"], approved.Environments);
        Assert.Equal("1.2.0", outputs["version"]!.GetValue<string>());
        Assert.StartsWith("sha256:", outputs["digest"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("### Promoted to production", approved.Summary, StringComparison.Ordinal);
        Assert.All([publishing.Log, refused.Log, approved.Log], log => Assert.DoesNotContain(RegistryServerOptions.Password, log, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public async Task What_no_rule_keeps_is_shown_and_deleted_only_where_that_is_asked_for(string apply, bool isDeleted)
    {
        using var publishing = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));
        await new WorkflowRunner(publishing).CallAsync("publish.yml", new Dictionary<string, string>(Tool) { ["image"] = "acme/app", ["source"] = "files:out/amd64", ["tags"] = "sha" });
        var tag = _app.Origin.Head[..7];
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Schedule));
        var runner = new WorkflowRunner(host);

        await runner.CallAsync("retention.yml", new Dictionary<string, string>(Tool) { ["keep"] = "sha=0\ndate=30d", ["apply"] = apply });

        Assert.True(runner.Jobs["prune"].Result == "success", host.Log);
        Assert.Contains($"| delete | `{tag}` | sha |", host.Summary, StringComparison.Ordinal);
        var repository = _client.Repository(ImageReference.Parse($"{_registry.Root}/acme/app"));
        Assert.Equal(isDeleted, await repository.ResolveAsync(tag, CancellationToken.None) is null);
    }

    [Fact]
    public async Task What_a_pull_request_may_not_use_is_in_code_scanning_and_in_one_comment()
    {
        using var host = new GitHubHost(_app.Origin, _app.PullRequest("nginx"));
        host.Api.Comments.AddRange(Enumerable.Range(0, 100).Select(number => ("User", $"<!-- plimsoll policy --> {number}")));

        var first = await CheckAsync(host);

        Assert.Equal(("failure", "1"), (first.Result, first.Output("errors")));
        Assert.Equal(101, host.Api.Comments.Count);
        Assert.Contains("missing-tag", host.Api.Comments[100].Body, StringComparison.Ordinal);
        Assert.Equal("missing-tag", host.Api.Sarif.Single()["runs"]![0]!["results"]![0]!["ruleId"]!.GetValue<string>());

        // The next commit is right: the comment says so, and there is no second one.
        _app.Origin.Run("branch", "--quiet", "--delete", "--force", "feature/tools");
        using var next = new GitHubHost(_app.Origin, _app.PullRequest("nginx:1.27.5"));
        next.Api.Comments.AddRange(host.Api.Comments);

        var second = await CheckAsync(next);

        Assert.Equal(("success", "0"), (second.Result, second.Output("errors")));
        Assert.Equal(101, next.Api.Comments.Count);
        Assert.DoesNotContain("missing-tag", next.Api.Comments[100].Body, StringComparison.Ordinal);
        Assert.Empty(host.Api.Refused.Concat(next.Api.Refused));
    }

    [Theory]
    [InlineData("nginx", "failure")]
    [InlineData("nginx:1.27.4", "success")]
    public async Task A_fork_is_checked_without_secrets_and_without_a_right_to_write(string image, string result)
    {
        using var host = new GitHubHost(_app.Origin, _app.PullRequest(image, isFork: true)) { Secrets = { ["PASSWORD"] = "secret" } };

        var job = await CheckAsync(host);

        Assert.Equal(result, job.Result);
        Assert.Empty(host.Api.Refused);
        Assert.Empty(host.Api.Comments);
        Assert.Contains("### Image policy", host.Summary, StringComparison.Ordinal);
        Assert.Equal(result == "failure", host.Summary.Contains("missing-tag", StringComparison.Ordinal));
        Assert.Equal(result == "failure", HostOutputParser.GitHubCommands(host.Log).Any(command => command.Name == "error" && command.Properties["file"] == "deploy/app.yaml"));
    }

    private async Task<WorkflowJob> CheckAsync(GitHubHost host)
    {
        var runner = new WorkflowRunner(host);
        await runner.CallAsync("pr-policy.yml", Tool);
        return runner.Jobs["check"];
    }
}
