using Plimsoll.Build;
using Plimsoll.Build.CI;

[AzurePipelines(
    AzurePipelinesImage.UbuntuLatest,
    TriggerBranchesInclude = ["main"],
    PullRequestsBranchesInclude = ["main"],
    InvokedTargets = [nameof(Push)],
    ImportSecrets = [nameof(NuGetApiKey)])]
[GitLabCI(On = [GitLabCITrigger.MergeRequest], OnPushBranches = ["main"], InvokedTargets = [nameof(Push)])]
sealed class ShipBuild : PlimsollBuild
{
    [Parameter, Secret] readonly string? NuGetApiKey;

    Target Push => _ => _.DependsOn(Test, Pack).Consumes(Pack).Requires(() => NuGetApiKey);

    Target Pack => _ => _.Produces("artifacts/*.nupkg");

    Target Test => _ => _.Partition(3).Produces("results/*.trx");
}
