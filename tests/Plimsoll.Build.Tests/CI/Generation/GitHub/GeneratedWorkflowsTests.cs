using System.Text.Json.Nodes;
using CsCheck;
using NJsonSchema;
using Plimsoll.Build.CI;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI.Generation.GitHub;

/// <summary>What holds for every workflow, whatever its attribute says.</summary>
public sealed class GeneratedWorkflowsTests
{
    private const string Schema = "schemas/github-workflow.json";

    private static readonly string[] Texts =
        ["main", "release/*", "**", "!x", "a: b", "# c", "'", "\"", "it's", "\\", "${{ github.ref }}", "é", "日本", "🚢", "- x", "{a}", "[b]", "true", "1.0", "null", "a #b", "*", "&x", "|", "%", "@", "`", "v[0-9]+", "x\ty", "a,b", "~/y"];

    private static readonly Gen<GitHubActionsAttribute> Attribute = Gen.Int[0, int.MaxValue - 1].Select(seed => Create(new Random(seed)));

    [Fact]
    public void It_is_read_back_as_what_it_says_and_no_event_gets_into_a_line_of_a_shell() => Attribute.Sample(attribute =>
    {
        var text = GeneratedText.Of(attribute);
        var workflow = JsonNode.Parse(YamlText.ToJson(text))!;

        Assert.Equal(attribute.OnPushBranches, Strings(workflow["on"]!["push"]?["branches"]));
        Assert.Equal(attribute.OnPushTags, Strings(workflow["on"]!["push"]?["tags"]));
        Assert.Equal(attribute.ConcurrencyGroup, (string?)workflow["concurrency"]?["group"]);
        var jobs = workflow["jobs"]!.AsObject();
        Assert.All(jobs, job => Assert.All(Strings(job.Value!["needs"]), need => Assert.True(jobs.ContainsKey(need))));
        var steps = jobs.SelectMany(job => job.Value!["steps"]!.AsArray()).ToList();
        Assert.All(steps, step => Assert.DoesNotContain("${{", (string?)step!["run"] ?? ""));
        Assert.All(text.Split('\n').Where(line => line.TrimStart(' ', '-').StartsWith("uses:", StringComparison.Ordinal)), line => Assert.Matches(@"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
        var uploads = steps.Where(step => ((string?)step!["uses"])?.StartsWith("actions/upload-artifact", StringComparison.Ordinal) == true).Select(step => (string)step!["with"]!["name"]!).ToList();
        Assert.Equal(uploads.Distinct(), uploads);
        var parts = Enumerable.Range(1, 9).SelectMany(part => uploads.Select(name => name.Replace("${{ matrix.partition }}", $"{part}", StringComparison.Ordinal))).ToHashSet();
        Assert.All(steps.Where(step => ((string?)step!["uses"])?.StartsWith("actions/download-artifact", StringComparison.Ordinal) == true), step => Assert.Contains((string)step!["with"]!["name"]!, parts));
    }, iter: 500);

    [SharedDataFact(Schema)]
    public async Task It_keeps_to_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(SharedData.GetPath(Schema));

        Attribute.Sample(attribute =>
        {
            var text = GeneratedText.Of(attribute);
            var errors = schema.Validate(YamlText.ToJson(text));
            Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{text}");
        }, iter: 300);
    }

    [Fact]
    public void The_policy_has_nothing_against_it()
    {
        var policy = ImagePolicy.Default with { Levels = new SeverityLevels { ByRule = new Dictionary<string, Severity?> { [RuleNames.UnpinnedAction] = Severity.Error } } };

        Attribute.Sample(attribute =>
        {
            using var folder = new TempDirectory();
            var file = GeneratedText.Generate<SampleBuild>(attribute);
            Directory.CreateDirectory(folder[".github/workflows"]);
            File.WriteAllText(folder[file.Path], file.Content);
            var result = PolicyChecker.CheckAsync([], policy, folder.Path).GetAwaiter().GetResult();
            Assert.True(result.Findings.Count == 0, $"{string.Join('\n', result.Findings)}\n{file.Content}");
        }, iter: 100);
    }

    private static GitHubActionsAttribute Create(Random random)
    {
        bool Flip() => random.Next(2) == 0;
        string Text() => Texts[random.Next(Texts.Length)];
        string? Maybe() => Flip() ? Text() : null;
        string[] Some() => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text()).Distinct()];
        T[] Few<T>(params T[] all) => [.. all.Where(_ => random.Next(3) == 0)];
        T One<T>() where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

        var ignores = Flip();
        var labels = random.Next(4) == 0;
        return new GitHubActionsAttribute(Flip() ? "ci" : "Build and ünit-test_1.2", One<GitHubActionsImage>(), labels || Flip() ? [] : [One<GitHubActionsImage>()])
        {
            On = [GitHubActionsTrigger.Push, .. Few(Enum.GetValues<GitHubActionsTrigger>())],
            OnPushBranches = ignores ? [] : Some(),
            OnPushBranchesIgnore = ignores ? Some() : [],
            OnPushTags = ignores ? [] : Some(),
            OnPushTagsIgnore = ignores ? Some() : [],
            OnPushIncludePaths = Some(),
            OnPushExcludePaths = Some(),
            OnPullRequestBranches = Some(),
            OnPullRequestTags = Some(),
            OnPullRequestIncludePaths = Some(),
            OnPullRequestExcludePaths = Some(),
            OnWorkflowDispatchOptionalInputs = Few("DEPLOY_TO", "dry-run"),
            OnWorkflowDispatchRequiredInputs = Few("Configuration", "other"),
            OnCronSchedule = Flip() ? "*/15 3 * * 1-5" : null,
            Env = Few("A: b", "NO: a: #b", "C:"),
            ImportSecrets = Few("NuGetApiKey", "SOME_TOKEN"),
            ImportParameters = Few("Region"),
            EnableGitHubToken = Flip(),
            WritePermissions = Few(Enum.GetValues<GitHubActionsPermissions>()),
            ReadPermissions = Few(Enum.GetValues<GitHubActionsPermissions>().Where(permission => permission != GitHubActionsPermissions.IdToken).ToArray()),
            CacheIncludePatterns = [.. Some().Select(text => text.Replace("\t", "", StringComparison.Ordinal)), "~/.nuget/packages"],
            CacheExcludePatterns = [.. Few("**/obj", "it's")],
            CacheKeyFiles = Few("**/global.json", "it's.json", "*.csproj"),
            PublishArtifacts = Flip(),
            PublishCondition = Flip() ? "success() || failure() && github.ref != 'x: #y'" : null,
            TimeoutMinutes = random.Next(3) * 10,
            EnvironmentName = Maybe(),
            EnvironmentUrl = Flip() ? "https://example.com/#a: b" : null,
            ConcurrencyGroup = Maybe(),
            JobConcurrencyGroup = Maybe(),
            JobConcurrencyCancelInProgress = Flip(),
            DefaultShell = Flip() ? "bash" : Flip() ? "cmd" : null,
            InvokedTargets = Flip() ? ["Publish"] : ["Test", "Pack"],
            JobPerTarget = Flip(),
            RunsOnLabels = labels ? ["self-hosted", Text()] : [],
            Submodules = One<GitHubActionsSubmodules>(),
            Lfs = Flip(),
            FetchDepth = (uint)random.Next(2),
            Progress = Flip(),
            Filter = Maybe(),
            CheckoutRef = Maybe(),
            CheckoutWith = Few("clean: false", "fetch-tags: true", "token: ${{ github.token }}"),
        };
    }

    private static IEnumerable<string> Strings(JsonNode? list) => list?.AsArray().Select(item => (string)item!) ?? [];
}
