using Plimsoll.Build.CI;
using Snapshooter.Xunit;

namespace Plimsoll.Build.Tests.CI.Generation.GitHub;

/// <summary>Workflows that a class of the build describes itself: events, jobs and steps that the attribute has no property for.</summary>
public sealed class GitHubConfigurationTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void Jobs_have_all_that_a_release_needs() => Snapshot.Match(Generate(workflow =>
    {
        workflow.ReadPermissions = [];
        workflow.DefaultShell = "bash";
        workflow.Jobs =
        [
            new GitHubActionsJob
            {
                Name = "tools",
                RunsOnLabels = ["${{ matrix.runner }}"],
                Container = new() { Image = "${{ matrix.container }}" },
                Matrix = new()
                {
                    Values = { ["configuration"] = ["Debug", "Release"] },
                    Include = [new() { ["runner"] = "ubuntu-22.04", ["container"] = "alpine:3.22.2" }, new() { ["runner"] = "macos-15" }],
                    Exclude = [new() { ["configuration"] = "Debug", ["runner"] = "macos-15" }],
                    MaxParallel = 2,
                },
                Condition = "github.event_name == 'push'",
                ReadPermissions = [GitHubActionsPermissions.Contents],
                Outputs = { ["digest"] = "${{ steps.pack.outputs.digest }}" },
                Steps =
                [
                    new GitHubActionsCheckoutStep { Id = "checkout" },
                    new GitHubActionsRunStep { Id = "pack", Name = "Pack", Command = "./build.sh PackTool\nls", Shell = "sh", WorkingDirectory = "sub", Condition = "!cancelled()" },
                    new GitHubActionsArtifactStep { Name = "tool", Path = "artifacts/*", IsRequired = true, Condition = "always()" },
                ],
            },
            new GitHubActionsJob
            {
                Name = "release",
                Image = GitHubActionsImage.Ubuntu2204,
                Needs = ["tools"],
                Container = new() { Image = "ghcr.io/acme/sdk:1.0.0", Username = "ann", Password = "${{ secrets.GITHUB_TOKEN }}", Env = { ["A"] = "b" }, Volumes = ["/a:/b"], Options = "--cpus 1" },
                EnvironmentName = "release",
                TimeoutMinutes = 30,
                WritePermissions = [GitHubActionsPermissions.IdToken],
                Env = { ["DOTNET_NOLOGO"] = "1" },
                Steps =
                [
                    new GitHubActionsDownloadStep { Name = "tool*", Path = "packed" },
                    new GitHubActionsUsesStep("NuGet/login", Commit, "v1.1.0") { Id = "nuget", Name = "Log in", With = { ["user"] = "${{ vars.NUGET_USER }}" }, Env = { ["A"] = "b" } },
                    new GitHubActionsUsesStep("./.github/actions/push") { Condition = "success()" },
                ],
            },
        ];
    }));

    [Fact]
    public void Events_of_a_class_that_a_build_derives_are_among_those_of_the_attribute()
    {
        var workflow = GeneratedText.Of(new ReleasedAttribute { On = [GitHubActionsTrigger.WorkflowDispatch], OnPushTags = ["v*"], InvokedTargets = ["Test"] });

        Assert.Contains("on:\n  push:\n    tags:\n      - v*\n  workflow_dispatch: {}\n  release:\n    types: [published]\npermissions:\n", workflow);
    }

    [Fact]
    public void The_targets_that_run_are_told()
    {
        IReadOnlyCollection<ExecutableTarget> targets = [];

        GeneratedText.Of(new ChangedAttribute((_, relevant) => targets = relevant) { InvokedTargets = ["Pack"] });

        Assert.Equal(["Restore", "Compile", "Pack"], targets.Select(target => target.Name));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "no jobs", "The workflow has no jobs." },
        { "no key", "'' is not the key of a job." },
        { "key", "'a b' is not the key of a job." },
        { "twice", "Two jobs are called Test." },
        { "need", "The job Test needs pack, which is not another job of the workflow." },
        { "itself", "The job Test needs Test, which is not another job of the workflow." },
        { "no steps", "The job Test has no steps." },
        { "ids", "Two steps of the job Test have the id a." },
        { "event", "The event push is there twice." },
        { "right", "Permissions read id-token, which can only be written." },
        { "container", "A container has no image." },
        { "empty matrix", "A matrix has no machines." },
        { "empty row", "A row of a matrix has no values." },
        { "empty values", "os of a matrix has no values, so that there is no machine." },
        { "taken", "A matrix has values of the name include, which has a meaning already." },
        { "matrix name", "A matrix has 'a b', which is not a name." },
        { "tag", "The action a/b is pinned to 'v1', which is not a commit." },
        { "unpinned", "The action 'a/b@v1' is not pinned to a commit." },
        { "action", "'a b' does not name an action." },
        { "version", "The action a/b has no version beside its commit, or one of several lines." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_a_part_is_an_error_that_names_the_attribute(string mistake, string message)
    {
        var exception = Assert.Throws<BuildException>(() => Generate(workflow =>
        {
            var job = workflow.Jobs[0];
            GitHubActionsStep Uses(string action, string commit, string version) => new GitHubActionsUsesStep(action, commit, version);
            _ = mistake switch
            {
                "no jobs" => workflow.Jobs = [],
                "no key" => job.Name = "",
                "key" => job.Name = "a b",
                "twice" => workflow.Jobs = [job, new() { Name = "test", Steps = job.Steps }],
                "need" => job.Needs = ["pack"],
                "itself" => job.Needs = ["Test"],
                "no steps" => job.Steps = [],
                "ids" => job.Steps = [new GitHubActionsRunStep { Id = "a" }, new GitHubActionsCheckoutStep { Id = "A" }],
                "event" => workflow.DetailedTriggers = [new GitHubActionsVcsTrigger(), new GitHubActionsVcsTrigger { Branches = ["main"] }],
                "right" => job.ReadPermissions = [GitHubActionsPermissions.IdToken],
                "container" => job.Container = new(),
                "empty matrix" => job.Matrix = new(),
                "empty row" => job.Matrix = new() { Include = [[]] },
                "empty values" => job.Matrix = new() { Values = { ["os"] = [] } },
                "taken" => job.Matrix = new() { Values = { ["include"] = ["a"] } },
                "matrix name" => job.Matrix = new() { Exclude = [new() { ["a b"] = "c" }] },
                "tag" => job.Steps = [Uses("a/b", "v1", "v1")],
                "unpinned" => job.Steps = [new GitHubActionsUsesStep("a/b@v1")],
                "action" => job.Steps = [Uses("a b", Commit, "v1.0.0")],
                "version" => job.Steps = [Uses("a/b", Commit, "v1\n- run: x")],
                _ => (object)mistake,
            };
        }));

        Assert.Equal($"[Changed(\"ci\")]: {message}", exception.Message);
        Assert.Equal(2, exception.ExitCode);
        Assert.NotNull(exception.Advice);
    }

    private static string Generate(Action<GitHubActionsConfiguration> change) => GeneratedText.Of(new ChangedAttribute((workflow, _) =>
    {
        workflow.Jobs[0].Name = "Test";
        change(workflow);
    })
    { InvokedTargets = ["Test"] });

    private sealed class ChangedAttribute : GitHubActionsAttribute
    {
        private readonly Action<GitHubActionsConfiguration, IReadOnlyCollection<ExecutableTarget>> _change;

        public ChangedAttribute(Action<GitHubActionsConfiguration, IReadOnlyCollection<ExecutableTarget>> change) : base("ci", GitHubActionsImage.UbuntuLatest)
        {
            _change = change;
            On = [GitHubActionsTrigger.Push];
        }

        public override ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets)
        {
            var workflow = (GitHubActionsConfiguration)base.GetConfiguration(relevantTargets);
            _change(workflow, relevantTargets);
            return workflow;
        }
    }

    private sealed class ReleasedAttribute() : GitHubActionsAttribute("ci", GitHubActionsImage.UbuntuLatest)
    {
        protected override IEnumerable<GitHubActionsDetailedTrigger> GetTriggers()
        {
            foreach (var trigger in base.GetTriggers())
                yield return trigger;
            yield return new ReleasedTrigger();
        }
    }

    private sealed class ReleasedTrigger : GitHubActionsDetailedTrigger
    {
        public override void Write(CustomFileWriter writer)
        {
            writer.WriteLine("release:");
            using (writer.Indent())
                writer.WriteLine("types: [published]");
        }
    }
}
