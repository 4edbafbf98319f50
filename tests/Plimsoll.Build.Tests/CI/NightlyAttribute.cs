using Plimsoll.Build;
using Plimsoll.Build.CI;

sealed class NightlyAttribute(string name) : GitHubActionsAttribute(name, GitHubActionsImage.Ubuntu2404)
{
    protected override IEnumerable<GitHubActionsDetailedTrigger> GetTriggers() =>
        [.. base.GetTriggers(), new GitHubActionsScheduledTrigger { Cron = "0 3 * * *" }];

    public override ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var workflow = (GitHubActionsConfiguration)base.GetConfiguration(relevantTargets);
        var pack = new GitHubActionsJob
        {
            Name = "pack",
            RunsOnLabels = ["${{ matrix.runner }}"],
            Container = new() { Image = "${{ matrix.container }}" },
            Matrix = new()
            {
                Include =
                [
                    new() { ["runner"] = "ubuntu-24.04", ["container"] = "mcr.microsoft.com/dotnet/sdk:10.0.100-alpine3.22" },
                    new() { ["runner"] = "macos-15" },
                ],
            },
            TimeoutMinutes = 30,
            Steps =
            [
                new GitHubActionsCheckoutStep(),
                new GitHubActionsUsesStep("actions/setup-java", "c5195efecf7bdfc987ee8bae7a71cb8b11521c00", "v4.7.1") { With = { ["distribution"] = "temurin", ["java-version"] = "21" } },
                new GitHubActionsRunStep { InvokedTargets = ["Pack"], Command = "./build.sh Pack" },
                new GitHubActionsArtifactStep { Name = "pack-${{ matrix.runner }}", Path = "artifacts/*.nupkg", IsRequired = true },
            ],
        };
        var push = workflow.Jobs.Single();
        push.Needs = [pack.Name];
        push.ReadPermissions = [GitHubActionsPermissions.Contents];
        push.WritePermissions = [GitHubActionsPermissions.Packages];
        push.Steps = [new GitHubActionsDownloadStep { Name = "pack-*", Path = "packed" }, .. push.Steps];
        workflow.Jobs = [pack, push];
        return workflow;
    }
}
