using System.Text.Json.Nodes;
using Plimsoll.IntegrationTests.Workflows.Azure;
using Plimsoll.IntegrationTests.Workflows.GitHub;
using Plimsoll.IntegrationTests.Workflows.GitLab;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>What the runners of the tests do not know fails a test, instead of being passed over.</summary>
public sealed class StrictnessTests : IDisposable
{
    private readonly AppRepository _app = new("127.0.0.1:9");

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("github.event_nam == 'push'")]
    [InlineData("inputs.missing")]
    [InlineData("vars.x")]
    [InlineData("hashFiles('x')")]
    [InlineData("github.ref > 1")]
    [InlineData("steps.missing.outputs.x")]
    [InlineData("(github.ref")]
    [InlineData("github.ref github.sha")]
    public Task A_condition_of_GitHub_that_is_not_known(string condition) => AssertUnknownAsync($$"""- { if: "{{condition}}", run: "true" }""");

    [Theory]
    [InlineData("{ run: \"true\", timeout-minutes: 1 }")]
    [InlineData("{ run: \"true\", shell: pwsh }")]
    [InlineData("{ uses: actions/cache@v4 }")]
    [InlineData("{ uses: actions/checkout@v5 }")]
    [InlineData("{ uses: $/.github/actions/setup }")]
    [InlineData("{ uses: $/.github/actions/tags, with: { tag: x } }")]
    public Task A_step_of_GitHub_that_is_not_known(string step) => AssertUnknownAsync($"- {step}");

    [Fact]
    public async Task A_workflow_that_needs_more_than_its_caller_grants()
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));

        var exception = await Assert.ThrowsAsync<UnsupportedSyntaxException>(() => new WorkflowRunner(host).RunAsync("""
            on: push
            jobs:
              call:
                permissions: { contents: read, packages: read, id-token: write }
                uses: OWNER/plimsoll/.github/workflows/publish.yml@COMMIT
                with: { plimsoll-version: 1.0.0, image: app }
            """));

        Assert.Contains("packages: write", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build/azure/setup.yml", "{}")]
    [InlineData("build/azure/check.yml", """{ "path": "x" }""")]
    public void A_template_of_Azure_with_other_parameters(string file, string parameters) =>
        Assert.Throws<UnsupportedSyntaxException>(() => new AzureTemplate([]).Steps(file, (JsonObject)JsonNode.Parse(parameters)!).ToList());

    [Fact]
    public void A_pipeline_of_Azure_with_a_loop() => Assert.Throws<UnsupportedSyntaxException>(() => new AzureTemplate([]).Expand("stages: [{ \"${{ each x in y }}\": [] }]"));

    [Fact]
    public void A_component_of_GitLab_without_its_inputs() =>
        Assert.Throws<UnsupportedSyntaxException>(() => new GitLabComponent(PipelineFiles.Read("templates/plimsoll.yml"), new Dictionary<string, string>()));

    private async Task AssertUnknownAsync(string steps)
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));
        var scope = new StepScope(new Dictionary<string, JsonNode?> { ["inputs"] = new JsonObject() }, new Dictionary<string, string>());

        await Assert.ThrowsAsync<UnsupportedSyntaxException>(() => new JobRunner(host).RunAsync(YamlMap.Of(YamlMap.Documents(steps)[0], "steps"), scope));
    }
}
