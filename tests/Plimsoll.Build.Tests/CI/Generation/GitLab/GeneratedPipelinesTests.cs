using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Plimsoll.Build.CI;
using Plimsoll.Policy;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI.Generation.GitLab;

/// <summary>What holds for every pipeline, whatever its attribute says.</summary>
public sealed class GeneratedPipelinesTests
{
    private static readonly string[] Keywords = ["workflow", "stages", "default", "variables"];
    private static readonly string[] Branches = ["main", "release/1.0", "a+b", "x.y", "é", "#1", "$v", "{a}", "it's"];
    private static readonly string[] Patterns = ["*", "**", "release/*", "feature/**", "a+*", "*.y", "*'s", "x.?*"];

    private static readonly Gen<GitLabCIAttribute> Attribute = Gen.Int[0, int.MaxValue - 1].Select(seed => Create(new Random(seed)));

    [Fact]
    public void Each_job_waits_for_jobs_of_earlier_stages_and_is_given_what_it_consumes() => Attribute.Sample(attribute =>
    {
        var pipeline = JsonNode.Parse(YamlText.ToJson(GeneratedText.Of(attribute)))!.AsObject();

        var stages = pipeline["stages"]!.AsArray().Select(stage => (string)stage!).ToList();
        Assert.Equal(stages.Distinct(), stages);
        var stageOf = new Dictionary<string, int>();
        var withArtifacts = new HashSet<string>();
        foreach (var (name, job) in pipeline.Where(pair => !Keywords.Contains(pair.Key)))
        {
            stageOf.Add(name, stages.IndexOf((string)job!["stage"]!));
            Assert.True(stageOf[name] >= 0);
            foreach (var need in job["needs"]?.AsArray() ?? [])
            {
                Assert.True(stageOf[(string)need!["job"]!] < stageOf[name]);
                Assert.True(!(bool)need["artifacts"]! || withArtifacts.Contains((string)need["job"]!));
            }

            if (job["artifacts"]?["paths"]!.AsArray().Count > 0)
                withArtifacts.Add(name);
            var script = (string)Assert.Single(job["script"]!.AsArray())!;
            Assert.StartsWith($"./build.sh {name}", script);
            Assert.Equal(job["parallel"] is not null, script.EndsWith(" --partition \"$CI_NODE_INDEX/$CI_NODE_TOTAL\"", StringComparison.Ordinal));
            Assert.Equal(attribute.InvokedTargets.Contains(name) ? attribute.IdTokens.Length : 0, job["id_tokens"]?.AsObject().Count ?? 0);
        }

        Assert.Equal($"{attribute.FetchDepth}", pipeline["variables"]!["GIT_DEPTH"]!.ToString());
        Assert.Equal(attribute.CacheKeyFiles.Length > 0 && attribute.CachePaths.Length > 0, pipeline["default"]!["cache"] is not null);
    }, iter: 500);

    [Fact]
    public void The_rules_have_the_branches_as_they_are_and_the_patterns_as_expressions_that_match_them() => Attribute.Sample(attribute =>
    {
        var rules = JsonNode.Parse(YamlText.ToJson(GeneratedText.Of(attribute)))!["workflow"]!["rules"]!.AsArray();

        var conditions = rules.Select(rule => (string)rule!["if"]!).ToList();
        Assert.Equal(conditions.Distinct(), conditions);
        if (attribute.On.Contains(GitLabCITrigger.Push))
            return;
        foreach (var name in attribute.OnPushBranches)
        {
            var rule = conditions.Where(condition => condition.StartsWith("$CI_PIPELINE_SOURCE == \"push\"", StringComparison.Ordinal)).ElementAt(Array.IndexOf(attribute.OnPushBranches, name));
            if (Branches.Contains(name))
            {
                Assert.EndsWith($" && $CI_COMMIT_BRANCH == \"{name}\"", rule);
                continue;
            }

            var expression = new Regex(rule[(rule.IndexOf("=~ /", StringComparison.Ordinal) + 4)..^1], RegexOptions.ECMAScript);
            Assert.Matches(expression, name.Replace("**", "1/2", StringComparison.Ordinal).Replace("*", "12", StringComparison.Ordinal));
            Assert.Equal(name.Contains("**", StringComparison.Ordinal), expression.IsMatch(name.Replace("*", "1/2", StringComparison.Ordinal)));
        }
    }, iter: 500);

    [Fact]
    public void The_policy_has_nothing_against_it() => Attribute.Sample(attribute =>
    {
        using var folder = new TempDirectory();
        var file = GeneratedText.Generate<SampleBuild>(attribute);
        File.WriteAllText(folder[file.Path], file.Content);
        var result = PolicyChecker.CheckAsync([], ImagePolicy.Default, folder.Path).GetAwaiter().GetResult();
        Assert.True(result.Findings.Count == 0 && result.Images.Count == 1, $"{string.Join('\n', result.Findings)}\n{file.Content}");
    }, iter: 60);

    private static GitLabCIAttribute Create(Random random)
    {
        bool Flip() => random.Next(2) == 0;
        T[] Few<T>(params T[] all) => [.. all.Where(_ => random.Next(3) == 0)];

        return new GitLabCIAttribute("mcr.microsoft.com/dotnet/sdk:10.0.100")
        {
            On = [GitLabCITrigger.Web, .. Few(GitLabCITrigger.Push, GitLabCITrigger.Tag, GitLabCITrigger.MergeRequest, GitLabCITrigger.Schedule)],
            InvokedTargets = Flip() ? ["Publish"] : ["Test", "Pack"],
            NonEntryTargets = Few("Compile", "Restore"),
            ExcludedTargets = Few("Restore"),
            OnPushBranches = [.. Few(Branches), .. Few(Patterns)],
            OnPushIncludePaths = Few("src/**/*", "a: #b"),
            OnPushTags = Few("v*", "1.0"),
            OnMergeRequestBranches = Few("main", "release/*"),
            OnMergeRequestIncludePaths = Few("src/**/*"),
            IdTokens = Few("ID_TOKEN: https://example.com/#a", "OTHER: x"),
            Env = Few("A: b", "NO: a: #b"),
            RunnerTags = Few("linux", "1.0"),
            CacheKeyFiles = Few("**/*.csproj", "it's.json"),
            CachePaths = Few(AzurePipelinesCachePaths.Nuke, ".nuget/packages"),
            PublishArtifacts = Flip(),
            TimeoutMinutes = random.Next(3) * 10,
            FetchDepth = random.Next(2),
            Submodules = Flip(),
        };
    }
}
