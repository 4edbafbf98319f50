using System.Text.Json.Nodes;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.GitLab;

/// <summary>The component of <c>templates</c>, with the real command and a real registry.</summary>
public sealed class GitLabComponentTests : IAsyncLifetime, IDisposable
{
    private readonly GitLabComponent _component = new(PipelineFiles.Read("templates/plimsoll.yml"), new Dictionary<string, string> { ["version"] = ReleaseFiles.Version, ["base-url"] = ReleaseFiles.Shared.Url });
    private SharedRegistry _registry = null!;
    private AppRepository _app = null!;

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        _app = new AppRepository(_registry.Root);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData(RunKind.Push, "plimsoll-publish")]
    [InlineData(RunKind.Tag, "plimsoll-publish, plimsoll-promote (manual)")]
    [InlineData(RunKind.PullRequest, "plimsoll-check")]
    [InlineData(RunKind.Schedule, "plimsoll-publish")]
    [InlineData(RunKind.Manual, "plimsoll-publish")]
    public void A_pipeline_has_the_jobs_of_its_kind(RunKind kind, string jobs)
    {
        using var host = new GitLabHost(_app.Origin, _app.Of(kind));

        Assert.Equal(jobs, string.Join(", ", host.Jobs(_component)));
    }

    [Fact]
    public async Task A_tag_is_published_and_promoted_and_later_jobs_get_the_results()
    {
        using var host = new GitLabHost(_app.Origin, _app.Of(RunKind.Tag));

        var published = await host.RunAsync(_component.Job("plimsoll-publish"));

        Assert.True(published.ExitCode == 0, published.Log);
        var digest = host.Outputs["PLIMSOLL_OUT_DIGEST"];
        Assert.Equal($"{_registry.Root}/acme/app@{digest}", host.Outputs["PLIMSOLL_OUT_IMAGE"]);
        Assert.Contains("staging", host.Outputs["PLIMSOLL_OUT_TAG_NAMES"].Split(' '));

        using var later = new GitLabHost(_app.Origin, _app.Of(RunKind.Tag));
        var promoted = await later.RunAsync(_component.Job("plimsoll-promote"));

        Assert.True(promoted.ExitCode == 0, promoted.Log);
        Assert.Equal((digest, "production"), (later.Outputs["PLIMSOLL_OUT_DIGEST"], later.Outputs["PLIMSOLL_OUT_ENVIRONMENT"]));
    }

    [Theory]
    [InlineData("nginx", 3, 1)]
    [InlineData("nginx:1.27.4", 0, 0)]
    public async Task A_merge_request_is_checked_for_what_it_changes(string image, int exitCode, int findings)
    {
        using var host = new GitLabHost(_app.Origin, _app.PullRequest(image, isFork: true));

        var result = await host.RunAsync(_component.Job("plimsoll-check"));

        Assert.True(result.ExitCode == exitCode, result.Log);
        Assert.Equal(findings, JsonNode.Parse(host.CodeQuality!)!.AsArray().Count);
    }
}
