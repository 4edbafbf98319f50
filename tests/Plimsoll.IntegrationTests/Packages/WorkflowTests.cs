using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plimsoll.IntegrationTests.Documentation;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>The pipelines of this repository and of those that the template makes.</summary>
public sealed partial class WorkflowTests
{
    private const string Template = "templates/Plimsoll.Templates/content/plimsoll-build/";

    public static TheoryData<string> Pipelines =>
        [".github/workflows/ci.yml", ".github/workflows/release.yml", $"{Template}.github/workflows/publish.yml", $"{Template}azure-pipelines.yml"];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Actions_are_pinned_to_a_commit_and_say_its_version(string file) =>
        Assert.All(Read(file).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)), line => Assert.Matches(@"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Commands_hold_nothing_that_the_host_puts_in(string file) =>
        Assert.All(PipelineExample.Parse(Read(file)).Steps, step => Assert.DoesNotContain("${{", step.Command));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Every_job_has_the_whole_history(string file) =>
        Assert.All(PipelineExample.Parse(Read(file)).CheckoutDepths, depth => Assert.Equal("0", depth));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Targets_and_parameters_exist(string file)
    {
        using var schema = JsonDocument.Parse(Read(".nuke/build.schema.json"));
        var targets = schema.RootElement.GetProperty("definitions").GetProperty("ExecutableTarget").GetProperty("enum").EnumerateArray().Select(name => name.GetString()).ToList();
        var parameters = schema.RootElement.GetProperty("allOf")[0].GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();

        foreach (var invocation in PipelineExample.Parse(Read(file)).Steps.SelectMany(step => Invocation.Matches(step.Command)))
        {
            Assert.Contains(invocation.Groups["target"].Value, targets);
            if (invocation.Groups["parameter"] is { Success: true } parameter)
                Assert.Contains(parameters, name => name.Equals(parameter.Value.Replace("-", ""), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void A_release_is_tested_before_anything_leaves_the_machine()
    {
        var commands = PipelineExample.Parse(Read(".github/workflows/release.yml")).Steps.Select(step => step.Command).ToList();

        var tested = commands.FindIndex(command => command.Contains("./build.sh TestPackages --packed-tools packed", StringComparison.Ordinal));
        var outward = commands.FindIndex(command => command.StartsWith("./build.sh Publish", StringComparison.Ordinal) || command == "./build.sh Release");
        Assert.InRange(tested, 0, outward - 1);
    }

    [Fact]
    public void A_release_has_no_right_but_where_it_is_used_and_no_secret_that_is_kept()
    {
        var text = Read(".github/workflows/release.yml");
        var workflow = JsonNode.Parse(YamlText.ToJson(text))!;
        var steps = workflow["jobs"]!["release"]!["steps"]!.AsArray();

        Assert.Equal("{}", workflow["permissions"]!.ToJsonString());
        Assert.Equal("""{"contents":"read"}""", workflow["jobs"]!["tools"]!["permissions"]!.ToJsonString());
        Assert.Equal("""{"attestations":"write","contents":"write","id-token":"write","packages":"write"}""", workflow["jobs"]!["release"]!["permissions"]!.ToJsonString());
        Assert.Equal("""{"name":"release"}""", workflow["jobs"]!["release"]!["environment"]!.ToJsonString());
        Assert.All(Secret.Matches(text), secret => Assert.Equal("secrets.GITHUB_TOKEN", secret.Value));
        Assert.Equal(
            ["checkout", "download-artifact", "./build.sh TestPackages --packed-tools packed", "attest-build-provenance", "./build.sh Publish --sign-keyless", "login", "./build.sh Release"],
            steps.Select(step => (string?)step!["run"] ?? ((string)step["uses"]!).Split('/', '@')[1]));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, file));

    [GeneratedRegex(@"build\.(?:sh|cmd) (?<target>\w+)(?: --(?<parameter>[\w-]+))?")]
    private static partial Regex Invocation { get; }

    [GeneratedRegex(@"secrets\.\w+")]
    private static partial Regex Secret { get; }
}
