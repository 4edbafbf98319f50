using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.Azure;

/// <summary>The sample pipeline of <c>build/azure</c> and its templates, with the real command and a registry with a password.</summary>
public sealed class AzurePipelineTests : IAsyncLifetime, IDisposable
{
    private SharedRegistry _registry = null!;
    private AppRepository _app = null!;

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync(new RegistryServerOptions { WithPassword = true });
        _app = new AppRepository(_registry.Root);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_push_is_published_to_staging_and_its_tag_is_promoted_when_it_is_approved()
    {
        using var push = await RunAsync(_app.Of(RunKind.Push));

        Assert.Equal("check succeeded, staging succeeded, production skipped", Stages(push));
        Assert.StartsWith($"{_registry.Root}/acme/app@sha256:", push.Outputs["publish.image"], StringComparison.Ordinal);
        Assert.Contains("### Published", push.Summary, StringComparison.Ordinal);

        using var waiting = await RunAsync(_app.Of(RunKind.Tag), unapproved: "production");

        Assert.Equal("check succeeded, staging succeeded, production waiting", Stages(waiting));
        Assert.Equal(push.Outputs["publish.digest"], waiting.Outputs["publish.digest"]);

        using var tag = await RunAsync(_app.Of(RunKind.Tag));

        Assert.Equal("check succeeded, staging succeeded, production succeeded", Stages(tag));
        Assert.Equal(["staging", "production"], tag.Environments);
        Assert.Equal((push.Outputs["publish.digest"], "1.2.0", "production"), (tag.Outputs["promote.digest"], tag.Outputs["promote.version"], tag.Outputs["promote.environment"]));
        Assert.All([push.Log, tag.Log], log => Assert.DoesNotContain(RegistryServerOptions.Password, log, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nginx", "failed", true)]
    [InlineData("nginx:1.27.4", "succeeded", true)]
    [InlineData("nginx", "failed", false)]
    public async Task A_pull_request_is_only_checked_also_one_from_a_fork(string image, string result, bool isFork)
    {
        using var host = await RunAsync(_app.PullRequest(image, isFork));

        Assert.Equal($"check {result}, staging skipped, production skipped", Stages(host));
        Assert.Equal(result == "failed" ? "1" : "0", host.Outputs["check.errors"]);
        Assert.Equal(result == "failed", HostOutputParser.AzureCommands(host.Log).Any(command => command.Name == "task.logissue" && command.Properties["sourcepath"] == "deploy/app.yaml"));
    }

    [Theory]
    [InlineData(RunKind.Schedule)]
    [InlineData(RunKind.Manual)]
    public async Task Other_runs_publish_like_a_push(RunKind kind)
    {
        using var host = await RunAsync(_app.Of(kind));

        Assert.Equal("check succeeded, staging succeeded, production skipped", Stages(host));
    }

    [Fact]
    public async Task Parameters_are_arguments_whatever_is_in_them_and_a_secret_that_is_not_there_is_none()
    {
        await using var open = await SharedRegistry.OpenAsync();
        using var app = new AppRepository(open.Root);
        using var host = new AzureHost(app.Origin, app.Of(RunKind.Push));

        await host.RunAsync($$"""
            stages:
              - stage: one
                jobs:
                  - job: one
                    steps:
                      - { checkout: self, fetchDepth: 0, fetchTags: true }
                      - template: build/azure/setup.yml@plimsoll
                        parameters: { version: {{ReleaseFiles.Version}}, baseUrl: "{{ReleaseFiles.Shared.Url}}" }
                      - template: build/azure/publish.yml@plimsoll
                        parameters:
                          images: |
                            shop/api=files:out/amd64
                            shop/web=files:out/arm64
                          tags: sha
                          username: $(registryUser)
                          password: $(registryPassword)
                          arguments: |
                            --keep-going
                            --attach
                      - template: build/azure/publish.yml@plimsoll
                        parameters: { name: second, source: "--help", environment: "staging; touch made", tags: "`touch made`" }
            """);

        Assert.Equal("failed", host.Stages["one"]);
        Assert.Contains($"{open.Root}/shop/web", host.Outputs["publish.images"], StringComparison.Ordinal);
        Assert.Contains(HostOutputParser.AzureCommands(host.Log), command => command.Name == "task.logissue" && command.Message.StartsWith("'--help' ", StringComparison.Ordinal));
    }

    private async Task<AzureHost> RunAsync(HostRun run, string? unapproved = null)
    {
        var host = new AzureHost(_app.Origin, run) { Groups = { ["registry"] = new() { ["registryUser"] = RegistryServerOptions.Username, ["registryPassword"] = RegistryServerOptions.Password } } };
        if (unapproved is not null)
            host.Unapproved.Add(unapproved);
        var sample = PipelineFiles.Read("build/azure/sample.yml")
            .Replace("https://github.com/OWNER/plimsoll/releases/download/v2.1.0", ReleaseFiles.Shared.Url, StringComparison.Ordinal)
            .Replace("value: 2.1.0", $"value: {ReleaseFiles.Version}", StringComparison.Ordinal);
        await host.RunAsync(sample);
        return host;
    }

    private static string Stages(AzureHost host) => string.Join(", ", host.Stages.Select(stage => $"{stage.Key} {stage.Value}"));
}
