using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using Plimsoll.IntegrationTests.Workflows.Azure;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>What holds for every file that a CI host runs.</summary>
public sealed partial class PipelineFilesTests
{
    public static TheoryData<string> Files => new(PipelineFiles.All);

    [Theory]
    [MemberData(nameof(Files))]
    public void No_value_becomes_part_of_the_text_of_a_script(string file) =>
        Assert.All(PipelineFiles.Scripts(file), script => Assert.DoesNotMatch(HostExpression, script));

    [Theory]
    [MemberData(nameof(Files))]
    [Trait("Answers", "CVE-2026-33634")]
    public void Actions_of_others_are_pinned_to_a_commit_with_its_version_beside_it(string file)
    {
        foreach (var line in PipelineFiles.Read(file).Split('\n').Where(line => Uses.IsMatch(line)))
            Assert.Matches(Pinned, line);
    }

    [Theory]
    [InlineData("${{ inputs.x }}", true)]
    [InlineData("$[[ inputs.x ]]", true)]
    [InlineData("echo $(Build.SourceBranch)", true)]
    [InlineData("echo $(uname -s) $X ${Y:-z}", false)]
    public void Expressions_of_hosts_are_told_from_what_bash_expands(string script, bool isExpression) => Assert.Equal(isExpression, HostExpression.IsMatch(script));

    [SharedDataFact("schemas/github-action.json")]
    public Task Actions_keep_to_their_schema() => ValidateAsync("schemas/github-action.json", PipelineFiles.GitHubActions);

    [SharedDataFact("schemas/github-workflow.json")]
    public Task Workflows_keep_to_their_schema() => ValidateAsync("schemas/github-workflow.json", PipelineFiles.GitHubWorkflows);

    /// <summary>A template is what its steps become: the schema knows no expression in the name of a step.</summary>
    [SharedDataFact("schemas/azure-pipelines.json")]
    public Task Templates_of_Azure_keep_to_their_schema() => ValidateAsync("schemas/azure-pipelines.json", PipelineFiles.Azure, (file, root) =>
    {
        if (YamlMap.Parse(PipelineFiles.Read(file), file).Maps("parameters") is { Count: > 0 } parameters)
            root["steps"] = new JsonArray([.. new AzureTemplate([]).Steps(file, Required(parameters)).Select(step => YamlJson.Convert(step, isText: true))]);
    }, isText: true);

    /// <summary>It is copied, because a template brings no files with it.</summary>
    [Fact]
    public void Every_host_installs_the_command_in_the_same_way()
    {
        var scripts = new[] { ".github/actions/setup/action.yml", "build/azure/setup.yml", "templates/plimsoll.yml" }.Select(file => PipelineFiles.Scripts(file)[0]).ToList();

        Assert.Single(scripts.Select(script => script.TrimEnd()).Distinct());
    }

    [Fact]
    public async Task The_policy_has_nothing_against_any_of_them()
    {
        var folders = new[] { ".github", "build/azure", "templates" }.Where(folder => Directory.Exists(Path.Combine(NativeCommand.RepositoryRoot, folder)));

        var (exitCode, log) = await Shell.RunAsync(NativeCommand.RepositoryRoot, ["-c", "\"$0\" check \"$@\"", NativeCommand.Path, .. folders], new Dictionary<string, string>());

        Assert.Equal(0, exitCode);
        Assert.StartsWith("0 errors, 0 warnings; ", log, StringComparison.Ordinal);
    }

    private static JsonObject Required(IEnumerable<YamlMap> parameters) =>
        new(parameters.Where(parameter => !parameter.Has("default")).Select(parameter => KeyValuePair.Create(parameter.Text("name")!, (JsonNode?)"given")));

    private static async Task ValidateAsync(string schema, IEnumerable<string> files, Action<string, JsonObject>? change = null, bool isText = false)
    {
        var parsed = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(SharedData.GetPath(schema)));
        foreach (var file in files)
        {
            var root = (JsonObject)YamlJson.Convert(YamlMap.Documents(PipelineFiles.Read(file))[0], isText)!;
            change?.Invoke(file, root);
            var errors = parsed.Validate(root.ToJsonString());
            Assert.True(errors.Count == 0, $"{file}: {string.Join('\n', errors)}");
        }
    }

    /// <summary>GitHub's and Azure's, GitLab's, and Azure's macros, which look like a command without arguments.</summary>
    [GeneratedRegex(@"\$\{\{|\$\[\[|\$\([A-Za-z_.]+\)")]
    private static partial Regex HostExpression { get; }

    [GeneratedRegex(@"\buses:(?>\s*)(?!\$/|\./)")]
    private static partial Regex Uses { get; }

    [GeneratedRegex(@"uses:\s*[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$")]
    private static partial Regex Pinned { get; }
}
