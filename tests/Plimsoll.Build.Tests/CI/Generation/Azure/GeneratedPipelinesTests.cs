using System.Text.Json.Nodes;
using CsCheck;
using NJsonSchema;
using Plimsoll.Build.CI;
using Plimsoll.Policy;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI.Generation.Azure;

/// <summary>What holds for every pipeline, whatever its attribute says.</summary>
public sealed class GeneratedPipelinesTests
{
    private const string Schema = "schemas/azure-pipelines.json";

    /// <summary>Names as the schema takes them; it refuses more than Azure does.</summary>
    private static readonly string[] Names =
        ["main", "release/*", "*", "!x", "#c", "it's", "\"", "$(x)", "${{x}}", "é", "日本", "🚢", "-x", "{a}", "true", "1.0", "null", "&x", "|", "%", "@", "`", "a#b", "a,b", "0x1F", "refs/heads/main"];

    private static readonly Gen<AzurePipelinesAttribute> Attribute = Gen.Int[0, int.MaxValue - 1].Select(seed => Create(new Random(seed)));

    [Fact]
    public void It_is_read_back_as_what_it_says_and_no_value_of_the_run_gets_into_a_line_of_a_shell() => Attribute.Sample(attribute =>
    {
        var pipeline = JsonNode.Parse(YamlText.ToJson(GeneratedText.Of(attribute)))!;

        Assert.Equal(attribute.TriggerDisabled, pipeline["trigger"] is JsonValue);
        if (!attribute.TriggerDisabled)
        {
            var hasPathsOnly = attribute.TriggerBranchesInclude.Length + attribute.TriggerBranchesExclude.Length == 0 && attribute.TriggerPathsInclude.Length + attribute.TriggerPathsExclude.Length > 0;
            Assert.Equal(hasPathsOnly ? ["*"] : attribute.TriggerBranchesInclude, Strings(pipeline["trigger"]?["branches"]?["include"]));
            Assert.Equal(attribute.TriggerTagsExclude, Strings(pipeline["trigger"]?["tags"]?["exclude"]));
            Assert.Equal(attribute.TriggerPathsInclude, Strings(pipeline["trigger"]?["paths"]?["include"]));
        }

        if (!attribute.PullRequestsDisabled)
        {
            Assert.True(pipeline["pr"]?["paths"] is null || pipeline["pr"]!["branches"] is not null);
            Assert.Equal(attribute.PullRequestsPathsExclude, Strings(pipeline["pr"]?["paths"]?["exclude"]));
        }

        Assert.Equal(attribute.ImportVariableGroups, pipeline["variables"]?.AsArray().Select(variable => (string)variable!["group"]!) ?? []);
        var stages = pipeline["stages"]!.AsArray();
        Assert.All(stages, stage => Assert.Empty(stage!["dependsOn"]!.AsArray()));
        var published = stages.SelectMany(stage => Published(stage!)).ToList();
        Assert.Equal(published.Distinct(), published);
        Assert.All(stages, stage => CheckJobs(stage!["jobs"]!.AsArray(), attribute));
    }, iter: 500);

    /// <summary>
    /// The schema wants texts where Azure takes numbers and booleans too, except in the inputs of tasks. What is an expression of Azure's
    /// templates is a text to it.
    /// </summary>
    [SharedDataFact(Schema)]
    public async Task It_keeps_to_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(SharedData.GetPath(Schema));

        Attribute.Sample(attribute =>
        {
            var text = GeneratedText.Of(attribute);
            var errors = schema.Validate(WithTexts(JsonNode.Parse(YamlText.ToJson(text)), isInput: false)!.ToJsonString());
            Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{text}");
        }, iter: 60);
    }

    [Fact]
    public void The_policy_has_nothing_against_it() => Attribute.Sample(attribute =>
    {
        using var folder = new TempDirectory();
        var file = GeneratedText.Generate<SampleBuild>(attribute);
        File.WriteAllText(folder[file.Path], file.Content);
        var result = PolicyChecker.CheckAsync([], ImagePolicy.Default, folder.Path).GetAwaiter().GetResult();
        Assert.True(result.Findings.Count == 0, $"{string.Join('\n', result.Findings)}\n{file.Content}");
    }, iter: 60);

    private static void CheckJobs(JsonArray jobs, AzurePipelinesAttribute attribute)
    {
        var done = new HashSet<string>();
        var artifacts = new HashSet<string>();
        foreach (var job in jobs)
        {
            Assert.All(Strings(job!["dependsOn"]), need => Assert.Contains(need, done));
            Assert.True(done.Add((string)job["job"]!));
            var steps = job["steps"]!.AsArray();
            Assert.Equal((attribute.FetchDepth, attribute.FetchDepth == 0), ((int)steps[0]!["fetchDepth"]!, (bool)steps[0]!["fetchTags"]!));
            Assert.All(steps.Where(step => (string?)step!["task"] == "DownloadPipelineArtifact@2"), step => Assert.Contains((string)step!["inputs"]!["artifactName"]!, artifacts));
            var run = Assert.Single(steps, step => step!["script"] is not null)!;
            Assert.DoesNotContain("$", (string)run["script"]!);
            Assert.All(attribute.ImportSecrets.Where(_ => attribute.InvokedTargets.Contains((string)job["job"]!)), secret => Assert.Contains($"$({secret})", run["env"]!.AsObject().Select(variable => (string?)variable.Value)));
            var parts = (int?)job["strategy"]?["parallel"] ?? 1;
            foreach (var name in Published(new JsonObject { ["jobs"] = new JsonArray(job.DeepClone()) }))
                for (var part = 1; part <= parts; part++)
                    artifacts.Add(name.Replace("$(System.JobPositionInPhase)", $"{part}", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Published(JsonNode stage) =>
        stage["jobs"]!.AsArray().SelectMany(job => job!["steps"]!.AsArray()).Where(step => step!["publish"] is not null).Select(step => (string)step!["artifact"]!);

    private static JsonNode? WithTexts(JsonNode? node, bool isInput) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, WithTexts(pair.Value, isInput || pair.Key == "inputs")))),
        JsonArray list => new JsonArray([.. list.Select(item => WithTexts(item, isInput))]),
        JsonValue value when !isInput && value.GetValueKind() != System.Text.Json.JsonValueKind.String => value.ToJsonString(),
        _ => node?.DeepClone(),
    };

    private static AzurePipelinesAttribute Create(Random random)
    {
        bool Flip() => random.Next(2) == 0;
        string[] Some() => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Names[random.Next(Names.Length)]).Distinct()];
        T[] Few<T>(params T[] all) => [.. all.Where(_ => random.Next(3) == 0)];
        AzurePipelinesImage Image() => Enum.GetValues<AzurePipelinesImage>()[random.Next(Enum.GetValues<AzurePipelinesImage>().Length)];

        var attribute = new AzurePipelinesAttribute(Flip() ? null : "ünit-test_1.2", Image(), Flip() ? [] : [Image()])
        {
            InvokedTargets = Flip() ? ["Publish"] : ["Test", "Pack"],
            NonEntryTargets = Few("Compile", "Restore"),
            ExcludedTargets = Few("Restore"),
            TriggerDisabled = random.Next(4) == 0,
            TriggerBranchesInclude = Some(),
            TriggerBranchesExclude = Some(),
            TriggerTagsInclude = Some(),
            TriggerTagsExclude = Some(),
            TriggerPathsInclude = Some(),
            TriggerPathsExclude = Some(),
            PullRequestsDisabled = random.Next(4) == 0,
            PullRequestsBranchesInclude = Some(),
            PullRequestsBranchesExclude = Some(),
            PullRequestsPathsInclude = Some(),
            PullRequestsPathsExclude = Some(),
            CacheKeyFiles = Few("**/global.json", "it's.json", "*.csproj"),
            CachePaths = Few(AzurePipelinesCachePaths.Nuke, AzurePipelinesCachePaths.NuGet, "a: #b"),
            ImportVariableGroups = Few("nuget", "a: b", "1.0"),
            ImportSecrets = Few("NuGetApiKey", "SOME_TOKEN"),
            ImportSystemAccessTokenAs = Flip() ? "FeedToken" : null,
            EnableAccessToken = Flip(),
            PublishArtifacts = Flip(),
            FetchDepth = random.Next(2),
            Submodules = Flip(),
            LargeFileStorage = Flip(),
            Clean = Flip(),
        };
        if (Flip())
            attribute.TriggerBatch = Flip();
        if (Flip())
            attribute.PullRequestsAutoCancel = Flip();
        return attribute;
    }

    private static IEnumerable<string> Strings(JsonNode? list) => list?.AsArray().Select(item => (string)item!) ?? [];
}
