using Plimsoll.Build.CI;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Build.Tests.CI.Generation.GitHub;

public sealed class GitHubWorkflowTests
{
    [Fact]
    public void A_workflow_has_a_job_on_each_image_as_in_NUKE()
    {
        using var root = new TempDirectory();
        File.WriteAllText(root["global.json"], "{}");

        Snapshot.Match(GeneratedText.Generate<SampleBuild>(new GitHubActionsAttribute("continuous build", GitHubActionsImage.UbuntuLatest, GitHubActionsImage.WindowsServer2022)
        {
            OnPushBranches = ["main", "release/*"],
            OnPullRequestBranches = ["main"],
            OnPullRequestExcludePaths = ["docs/**"],
            InvokedTargets = ["Test", "Pack"],
            ImportSecrets = ["NuGetApiKey", "SOME_TOKEN"],
            ImportParameters = ["Configuration"],
            EnableGitHubToken = true,
            ConcurrencyCancelInProgress = true,
            TimeoutMinutes = 20,
        }, root.Path).Content);
    }

    [Fact]
    public void Targets_have_jobs_of_their_own_where_artifacts_connect_them() => Snapshot.Match(GeneratedText.Of(new GitHubActionsAttribute("release", GitHubActionsImage.Ubuntu2404)
    {
        OnPushTags = ["v*"],
        OnWorkflowDispatchRequiredInputs = ["Configuration"],
        OnWorkflowDispatchOptionalInputs = ["DEPLOY_TO", "dry-run"],
        OnCronSchedule = "17 3 * * 1",
        InvokedTargets = ["Publish"],
        JobPerTarget = true,
        CacheKeyFiles = [],
        WritePermissions = [GitHubActionsPermissions.IdToken, GitHubActionsPermissions.Packages],
        EnvironmentName = "nuget",
        ImportSecrets = ["NuGetApiKey", "TestToken"],
        PublishCondition = "success() || failure()",
    }));

    [Fact]
    public void Jobs_of_targets_are_there_for_each_image()
    {
        var workflow = GeneratedText.Of(new GitHubActionsAttribute("ci", GitHubActionsImage.UbuntuLatest, GitHubActionsImage.MacOs15) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Pack"], JobPerTarget = true });

        Assert.Contains("  Pack-macos-15:\n    needs:\n      - Compile-macos-15\n    runs-on: macos-15\n", workflow);
        Assert.Contains("          name: Compile-macos-15\n          path: |-\n            src/*/bin/**\n            .artifact-root\n", workflow);
    }

    [Fact]
    public void A_job_is_given_each_part_by_its_name_and_none_of_an_image_whose_name_goes_on()
    {
        var workflow = GeneratedText.Generate<Divided>(new GitHubActionsAttribute("ci", GitHubActionsImage.Ubuntu2404, GitHubActionsImage.Ubuntu2404Arm) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Report"], JobPerTarget = true }).Content;

        Assert.Contains("          name: Test-ubuntu-24.04-1\n", workflow);
        Assert.Contains("          name: Test-ubuntu-24.04-arm-1\n", workflow);
        Assert.DoesNotContain("pattern:", workflow);
    }

    [Theory]
    [InlineData(null, "shell: cmd\n        run: '.\\build.cmd Test'\n")]
    [InlineData(" ", "shell: cmd\n        run: '.\\build.cmd Test'\n")]
    [InlineData("cmd", "run: '.\\build.cmd Test'\n")]
    [InlineData("pwsh", "run: ./build.cmd")]
    public void The_build_is_called_on_Windows_as_its_shell_takes_it(string? shell, string expected) => Assert.Contains(
        expected,
        GeneratedText.Of(new GitHubActionsAttribute("ci", GitHubActionsImage.WindowsLatest) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Test"], DefaultShell = shell }));

    [Theory]
    [InlineData(null, "${{ github.workflow }}-Test-${{ matrix.partition }}-${{ github.event.pull_request.number || github.run_id }}")]
    [InlineData("one", "one-${{ matrix.partition }}")]
    public void Machines_of_a_matrix_do_not_end_each_other(string? group, string expected)
    {
        var workflow = GeneratedText.Of(new GitHubActionsAttribute("ci", GitHubActionsImage.UbuntuLatest) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Test"], JobPerTarget = true, JobConcurrencyGroup = group, JobConcurrencyCancelInProgress = true });

        Assert.Contains($"      group: {expected}\n      cancel-in-progress: true\n", workflow);
        Assert.Contains("      group: ${{ github.workflow }}-Compile-${{ github.event.pull_request.number || github.run_id }}\n", workflow);
    }

    [Fact]
    public void The_token_stays_in_the_clone_only_where_it_may_write_to_it()
    {
        Assert.Contains("persist-credentials: false", GeneratedText.Of(new GitHubActionsAttribute("ci", GitHubActionsImage.UbuntuLatest) { On = [GitHubActionsTrigger.Push], WritePermissions = [GitHubActionsPermissions.Packages] }));
        Assert.DoesNotContain("persist-credentials", GeneratedText.Of(new GitHubActionsAttribute("ci", GitHubActionsImage.UbuntuLatest) { On = [GitHubActionsTrigger.Push], WritePermissions = [GitHubActionsPermissions.Contents] }));
    }

    [Fact]
    public void Steps_of_a_class_that_a_build_derives_are_in_their_places()
    {
        var workflow = GeneratedText.Of(new WithJavaAttribute("ci", GitHubActionsImage.UbuntuLatest) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Test"], CacheKeyFiles = [] });

        Assert.Contains("    steps:\n      - uses: actions/setup-java@c5195efecf7bdfc987ee8bae7a71cb8b11521c00 # v4.7.1\n        with:\n          java-version: '17'\n      - uses: actions/checkout@", workflow);
        Assert.Contains("        run: ./build.sh Test\n        env:\n          EXTRA: ${{ github.run_id }}\n", workflow);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "none", "[GitHubActions(\"ci\")]: Nothing starts the workflow." },
        { "target", "[GitHubActions(\"ci\")] names the target 'Tset', which this build does not have." },
        { "branches", "[GitHubActions(\"ci\")]: The event push has branches and branches-ignore, which GitHub does not take together." },
        { "cron", "[GitHubActions(\"ci\")]: 'daily' is not a schedule." },
        { "secret", "[GitHubActions(\"ci\")] imports 'a }} b', which is not a name." },
        { "input", "[GitHubActions(\"ci\")]: The input 'a b' is not a name." },
        { "twice", "[GitHubActions(\"ci\")] gives the build NUGET_API_KEY twice." },
        { "token", "[GitHubActions(\"ci\")]: Permissions read id-token, which can only be written." },
        { "folder", "[GitHubActions(\"../x\")] does not name a file in .github/workflows." },
        { "hidden", "[GitHubActions(\"..\")] does not name a file in .github/workflows." },
        { "labels", "[GitHubActions(\"ci\")] has several images, but RunsOnLabels name one machine." },
        { "env", "Env has 'A', which is not NAME: value." },
        { "cache", "[GitHubActions(\"ci\")] has a pattern of the cache that is empty or has several lines." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_an_error_that_names_it(string mistake, string message)
    {
        var attribute = new GitHubActionsAttribute(mistake switch { "folder" => "../x", "hidden" => "..", _ => "ci" }, GitHubActionsImage.UbuntuLatest, mistake == "labels" ? [GitHubActionsImage.MacOs15] : []) { On = [GitHubActionsTrigger.Push] };
        _ = mistake switch
        {
            "none" => attribute.On = [],
            "target" => attribute.InvokedTargets = ["Tset"],
            "branches" => attribute.OnPushBranches = attribute.OnPushBranchesIgnore = ["main"],
            "cron" => attribute.OnCronSchedule = "daily",
            "secret" => attribute.ImportSecrets = ["a }} b"],
            "input" => attribute.OnWorkflowDispatchOptionalInputs = ["a b"],
            "twice" => attribute.ImportSecrets = attribute.ImportParameters = ["NuGetApiKey"],
            "token" => attribute.ReadPermissions = [GitHubActionsPermissions.IdToken],
            "labels" => attribute.RunsOnLabels = ["self-hosted"],
            "env" => attribute.Env = ["A"],
            "cache" => attribute.CacheKeyFiles = ["a\nb"],
            _ => (object)mistake,
        };

        var exception = Assert.Throws<BuildException>(() => GeneratedText.Of(attribute));

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
        Assert.NotNull(exception.Advice);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/x")]
    [InlineData("a/../../x")]
    [InlineData("a\nb")]
    public void What_lies_outside_of_the_repository_is_not_an_artifact(string path)
    {
        Outside.Path = path;

        var exception = Assert.Throws<BuildException>(() => GeneratedText.Generate<Outside>(new GitHubActionsAttribute("ci", GitHubActionsImage.UbuntuLatest) { On = [GitHubActionsTrigger.Push], InvokedTargets = ["Far"] }));

        Assert.StartsWith($"Target Far produces '{path}', which is not a path in ", exception.Message);
    }

    private sealed class Outside : PlimsollBuild
    {
        public static string Path { get; set; } = "";

        Target Far => _ => _.Produces(Path);
    }

    private sealed class WithJavaAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images) : GitHubActionsAttribute(name, image, images)
    {
        protected override GitHubActionsJob GetJobs(GitHubActionsImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
        {
            var job = base.GetJobs(image, relevantTargets);
            var steps = new List<GitHubActionsStep>(job.Steps);
            steps.Insert(0, new SetupJavaStep());
            job.Steps = [.. steps];
            return job;
        }

        protected override IEnumerable<(string Key, string Value)> GetImports() => [.. base.GetImports(), ("EXTRA", "${{ github.run_id }}")];
    }

    private sealed class SetupJavaStep : GitHubActionsStep
    {
        public override void Write(CustomFileWriter writer)
        {
            writer.WriteLine("- uses: actions/setup-java@c5195efecf7bdfc987ee8bae7a71cb8b11521c00 # v4.7.1");
            using (writer.Indent())
            {
                writer.WriteLine("with:");
                using (writer.Indent())
                    writer.WriteLine("java-version: '17'");
            }
        }
    }

    private sealed class Divided : PlimsollBuild
    {
        Target Report => _ => _.DependsOn(Test).Consumes(Test);

        Target Test => _ => _.Partition(2).Produces("results/*.trx");
    }
}
