using Plimsoll.IntegrationTests.Documentation;
using Plimsoll.IntegrationTests.Workflows.GitHub;
using Plimsoll.IntegrationTests.Workflows.GitLab;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>The page docs/ci.md: its pipelines run, and its tables name every input and output.</summary>
public sealed class PipelinePageTests : IAsyncLifetime, IDisposable
{
    private const string Page = "docs/ci.md";

    private SharedRegistry _registry = null!;
    private AppRepository _app = null!;

    public static TheoryData<string> Described => new(PipelineFiles.GitHubActions.Concat([".github/workflows/publish.yml", ".github/workflows/pr-policy.yml", ".github/workflows/promote.yml", ".github/workflows/retention.yml"]));

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        _app = new AppRepository(_registry.Root);
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_release_workflow_checks_publishes_and_promotes()
    {
        Assert.Equal("publish success, publish/index success, publish/platform success", await RunAsync(_app.Of(RunKind.Push)));
        Assert.Equal("publish success, publish/index success, publish/platform success", await RunAsync(_app.Of(RunKind.Tag)));
        Assert.Equal("promote success, promote/plan success, promote/promote success", await RunAsync(_app.Of(RunKind.Manual), ("version", "1.2.0")));
        Assert.Equal("policy success, policy/check success", await RunAsync(_app.PullRequest(isFork: true)));
    }

    [Fact]
    public async Task The_retention_workflow_shows_what_would_be_deleted_and_deletes_it_by_hand()
    {
        await RunAsync(_app.Of(RunKind.Push));
        _app.Origin.Write("plimsoll.yml", File.ReadAllText(_app.Origin["plimsoll.yml"]) + "\nretention: { sha: 10 }\n");
        _app.Origin.Run("add", "plimsoll.yml");
        _app.Origin.Commit("feat: retention");

        Assert.Equal("prune success, prune/prune success", await RunAsync(_app.Of(RunKind.Schedule), "retention.yml"));
        Assert.Equal("prune success, prune/prune success", await RunAsync(_app.Of(RunKind.Manual), "retention.yml", ("apply", "true")));
    }

    [Fact]
    public async Task The_workflow_with_actions_publishes()
    {
        using var host = new GitHubHost(_app.Origin, _app.Of(RunKind.Push));

        await new WorkflowRunner(host).RunAsync(Read(".github/workflows/actions.yml").Replace("{ version: ", $"{{ base-url: \"{ReleaseFiles.Shared.Url}\", version: ", StringComparison.Ordinal));

        Assert.Contains($"deploy {_registry.Root}/acme/app@sha256:", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_component_of_GitLab_has_the_inputs_that_are_shown()
    {
        var include = YamlMap.Parse(Read(".gitlab-ci.yml"), "page").Maps("include")[0];

        var component = new GitLabComponent(PipelineFiles.Read("templates/plimsoll.yml"), include.Map("inputs")!.Pairs().ToDictionary());

        Assert.Contains("plimsoll-check", component.Jobs);
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void The_tables_name_every_input_and_output(string file)
    {
        var name = Path.GetFileName(file) == "action.yml" ? Path.GetFileName(Path.GetDirectoryName(file)!) : Path.GetFileName(file);
        var declared = YamlMap.Parse(PipelineFiles.Read(file), file);
        declared = declared.Map("on")?.Map("workflow_call") ?? declared;
        var row = Row(name);
        var always = new[] { "working-directory", "arguments", "username", "password", "token" };

        Assert.Equal(declared.Map("inputs")!.Entries.Select(entry => entry.Key).Except(always), Names(row[2]));
        Assert.Equal(declared.Map("outputs")?.Entries.Select(entry => entry.Key) ?? [], Names(row[3]));
    }

    [Fact]
    public void The_tables_name_every_parameter_of_Azures_templates()
    {
        foreach (var file in PipelineFiles.Azure.Where(file => !file.EndsWith("sample.yml", StringComparison.Ordinal)))
            Assert.Equal(YamlMap.Parse(PipelineFiles.Read(file), file).Maps("parameters").Select(parameter => parameter.Text("name")), Names(Rows(Path.GetFileName(file)).Last()[2]));
    }

    /// <returns>How each job ended, in the order of their names.</returns>
    private Task<string> RunAsync(HostRun run, params (string Name, string Value)[] inputs) => RunAsync(run, "release.yml", inputs);

    /// <returns>How each job of a workflow ended, in the order of their names.</returns>
    private async Task<string> RunAsync(HostRun run, string workflow, params (string Name, string Value)[] inputs)
    {
        using var host = new GitHubHost(_app.Origin, run) { Dispatched = inputs.ToDictionary(input => input.Name, input => input.Value) };
        var runner = new WorkflowRunner(host);
        await runner.RunAsync(Read($".github/workflows/{workflow}"));
        return string.Join(", ", runner.Jobs.Where(job => job.Value.Result != "skipped").OrderBy(job => job.Key, StringComparer.Ordinal).Select(job => $"{job.Key} {job.Value.Result}"));
    }

    /// <summary>A file of the page, with the registry and the release of the tests.</summary>
    private string Read(string name) => Document.Read(Page).Files.Single(file => file.File == name).Content
        .Replace("ghcr.io/acme", $"{_registry.Root}/acme", StringComparison.Ordinal)
        .Replace("{ plimsoll-version: 2.1.0", $"{{ plimsoll-url: \"{ReleaseFiles.Shared.Url}\", plimsoll-version: 2.1.0", StringComparison.Ordinal)
        .Replace("      plimsoll-version: 2.1.0", $"      plimsoll-url: \"{ReleaseFiles.Shared.Url}\"\n      plimsoll-version: 2.1.0", StringComparison.Ordinal)
        .Replace("version: 2.1.0", $"version: {ReleaseFiles.Version}", StringComparison.Ordinal);

    private static IEnumerable<string[]> Rows(string name) => PipelineFiles.Read(Page).Split('\n').Where(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal)).Select(line => line.Split('|'));

    private static string[] Row(string name) => Rows(name).First();

    private static IEnumerable<string> Names(string cell) => cell.Split(',').Select(name => name.Trim(' ', '`')).Where(name => name != "none");
}
