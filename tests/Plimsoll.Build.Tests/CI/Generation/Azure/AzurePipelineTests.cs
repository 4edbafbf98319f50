using Plimsoll.Build.CI;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Build.Tests.CI.Generation.Azure;

public sealed class AzurePipelineTests
{
    [Fact]
    public void Targets_have_jobs_with_artifacts_between_them()
    {
        using var root = new TempDirectory();
        File.WriteAllText(root["global.json"], "{}");

        Snapshot.Match(GeneratedText.Generate<SampleBuild>(new AzurePipelinesAttribute(AzurePipelinesImage.Ubuntu2404)
        {
            TriggerBranchesInclude = ["main", "release/*"],
            TriggerTagsInclude = ["v*"],
            TriggerPathsExclude = ["docs"],
            TriggerBatch = true,
            PullRequestsBranchesInclude = ["main"],
            PullRequestsAutoCancel = false,
            InvokedTargets = ["Publish"],
            ImportVariableGroups = ["nuget"],
            ImportSecrets = ["NuGetApiKey", "TestToken"],
            EnableAccessToken = true,
        }, root.Path).Content);
    }

    [Fact]
    public void Each_image_is_a_stage_whose_artifacts_have_its_name() => Snapshot.Match(GeneratedText.Of(new AzurePipelinesAttribute(suffix: "nightly", AzurePipelinesImage.UbuntuLatest, AzurePipelinesImage.WindowsLatest)
    {
        TriggerDisabled = true,
        PullRequestsDisabled = true,
        InvokedTargets = ["Test", "Pack"],
        NonEntryTargets = ["Compile"],
        ExcludedTargets = ["Restore"],
        CacheKeyFiles = ["global.json"],
        CachePaths = [AzurePipelinesCachePaths.NuGet],
        FetchDepth = 1,
        Submodules = true,
        LargeFileStorage = true,
        Clean = true,
        ImportSystemAccessTokenAs = "FeedToken",
    }));

    [Theory]
    [InlineData(null, "azure-pipelines.yml", "AzurePipelines")]
    [InlineData("pr", "azure-pipelines.pr.yml", "AzurePipelines_pr")]
    public void The_suffix_is_part_of_the_file_and_of_what_names_it(string? suffix, string path, string id)
    {
        var attribute = new AzurePipelinesAttribute(suffix, AzurePipelinesImage.UbuntuLatest) { InvokedTargets = ["Test"] };

        Assert.Equal(path, GeneratedText.Generate<SampleBuild>(attribute).Path);
        Assert.Equal(id, attribute.Id);
    }

    [Fact]
    public void Quotes_that_NUKE_needs_around_a_pattern_are_not_part_of_it() =>
        Assert.Contains("    include:\n      - '*.*.*'\n      - '\"a'\n", GeneratedText.Of(new AzurePipelinesAttribute(AzurePipelinesImage.UbuntuLatest) { InvokedTargets = ["Test"], TriggerTagsInclude = ["'*.*.*'", "\"a"] }));

    [Fact]
    public void A_build_that_derives_the_attribute_as_for_NUKE_changes_names_pools_and_steps()
    {
        var text = GeneratedText.Of(new OwnPoolAttribute("own", AzurePipelinesImage.UbuntuLatest) { InvokedTargets = ["Test"], CacheKeyFiles = [] });

        Assert.Contains("  - stage: own_pool\n    displayName: Our machines\n    dependsOn: []\n    jobs:\n", text);
        Assert.Contains("      - job: Test\n        displayName: 'T: Test (3)'\n        dependsOn:\n          - Compile\n", text);
        Assert.Contains("        steps:\n          - task: NuGetAuthenticate@1\n          - checkout: self\n", text);
        Assert.Contains("            env:\n              EXTRA: $(Build.BuildId)\n", text);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "target", "[AzurePipelines] names the target 'Tset', which this build does not have." },
        { "excluded", "[AzurePipelines] names the target 'Clean', which this build does not have." },
        { "none", "[AzurePipelines] has no targets." },
        { "suffix", "[AzurePipelines(\"../x\")] has a suffix that cannot be part of the name of a file." },
        { "secret", "[AzurePipelines] imports 'a) b', which is not a name." },
        { "twice", "[AzurePipelines] gives the build NUGET_API_KEY twice." },
        { "branch", "[AzurePipelines] has a branch, tag or path that is empty or has several lines." },
        { "group", "[AzurePipelines] has a variable group without a name." },
        { "cache", "[AzurePipelines] has a file or folder of the cache that is empty, or has a comma, a quote, a bar or several lines in it." },
        { "depth", "[AzurePipelines] has the depth -1." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_an_error_that_names_it(string mistake, string message)
    {
        var attribute = new AzurePipelinesAttribute(mistake == "suffix" ? "../x" : null, AzurePipelinesImage.UbuntuLatest) { InvokedTargets = ["Publish"] };
        _ = mistake switch
        {
            "target" => attribute.InvokedTargets = ["Tset"],
            "excluded" => attribute.ExcludedTargets = ["Clean"],
            "none" => attribute.ExcludedTargets = ["Publish"],
            "secret" => attribute.ImportSecrets = ["a) b"],
            "twice" => attribute.ImportSecrets = ["NuGetApiKey", "NuGetApiKey"],
            "branch" => attribute.TriggerBranchesInclude = ["a\nb"],
            "group" => attribute.ImportVariableGroups = [" "],
            "cache" => attribute.CachePaths = ["a, b"],
            "depth" => attribute.FetchDepth = -1,
            _ => (object)mistake,
        };

        var exception = Assert.Throws<BuildException>(() => GeneratedText.Of(attribute));

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
        Assert.NotNull(exception.Advice);
    }

    private sealed class OwnPoolAttribute(string? suffix, AzurePipelinesImage image, params AzurePipelinesImage[] images) : AzurePipelinesAttribute(suffix, image, images)
    {
        protected override AzurePipelinesStage GetStage(AzurePipelinesImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
        {
            var stage = base.GetStage(image, relevantTargets);
            stage.Name = "own_pool";
            stage.DisplayName = "Our machines";
            stage.Image = null;
            return stage;
        }

        protected override AzurePipelinesJob GetJob(
            ExecutableTarget executableTarget,
            LookupTable<ExecutableTarget, AzurePipelinesJob> jobs,
            IReadOnlyCollection<ExecutableTarget> relevantTargets,
            AzurePipelinesImage image)
        {
            var job = base.GetJob(executableTarget, jobs, relevantTargets, image);
            job.DisplayName = job.Parallel == 0 ? job.Name : $"T: {job.DisplayName} ({job.Parallel})";
            return job;
        }

        protected override IEnumerable<AzurePipelinesStep> GetSteps(ExecutableTarget executableTarget, IReadOnlyCollection<ExecutableTarget> relevantTargets, AzurePipelinesImage image) =>
            base.GetSteps(executableTarget, relevantTargets, image).Prepend(new AuthenticateStep());

        protected override IEnumerable<(string Key, string Value)> GetImports() => [.. base.GetImports(), ("EXTRA", "$(Build.BuildId)")];
    }

    private sealed class AuthenticateStep : AzurePipelinesStep
    {
        public override void Write(CustomFileWriter writer) => writer.WriteLine("- task: NuGetAuthenticate@1");
    }
}
