using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Plimsoll.Build.CI;
using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.Tests.CI.Generation;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI;

/// <summary>The pipelines of docs/build.md are those of the files beside this one, and they are what the page says.</summary>
public sealed class PipelineRecipeTests
{
    [Fact]
    public void The_page_has_the_class_and_each_host_has_the_same_jobs()
    {
        using var root = new TempDirectory();
        File.WriteAllText(root["global.json"], """{ "sdk": { "version": "10.0.100" } }""");
        var context = BuildContext.Create<ShipBuild>(root.Path);

        var files = ConfigurationFiles.Generate(context).ToDictionary(generated => generated.File.Path, generated => generated.File.Content);

        Assert.Contains($"```csharp\n{Read("ShipBuild.cs")}```\n", Read("../../../docs/build.md"));
        Assert.Equal([".gitlab-ci.yml", "azure-pipelines.yml"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("      - job: Push\n        dependsOn:\n          - Test\n          - Pack\n", files["azure-pipelines.yml"]);
        Assert.Contains("              NUGET_API_KEY: $(NuGetApiKey)\n", files["azure-pipelines.yml"]);
        Assert.Contains("Push:\n  stage: Push\n  needs:\n    - job: Test\n      artifacts: false\n    - job: Pack\n      artifacts: true\n", files[".gitlab-ci.yml"]);
    }

    [Fact]
    public void The_page_has_the_class_of_a_workflow_of_ones_own_and_it_adds_to_what_the_attribute_says()
    {
        var file = GeneratedText.Generate<SampleBuild>(new NightlyAttribute("nightly") { On = [GitHubActionsTrigger.WorkflowDispatch], InvokedTargets = ["Publish"], CacheKeyFiles = [] });

        var workflow = JsonNode.Parse(YamlText.ToJson(file.Content))!;
        Assert.Contains($"```csharp\n{Read("NightlyAttribute.cs")}```\n", Read("../../../docs/build.md"));
        Assert.Equal("""{"workflow_dispatch":{},"schedule":[{"cron":"0 3 * * *"}]}""", workflow["on"]!.ToJsonString());
        Assert.Equal(["pack", "ubuntu-24_04"], workflow["jobs"]!.AsObject().Select(job => job.Key));
        Assert.Equal("""["pack"]""", workflow["jobs"]!["ubuntu-24_04"]!["needs"]!.ToJsonString());
        Assert.Equal(
            ["actions/download-artifact", "actions/checkout", "./build.sh Publish"],
            workflow["jobs"]!["ubuntu-24_04"]!["steps"]!.AsArray().Select(step => (string?)step!["run"] ?? ((string)step["uses"]!).Split('@')[0]).Take(3));
    }

    private static string Read(string file, [CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, file)).ReplaceLineEndings("\n");
}
