using Plimsoll.Build;
using Plimsoll.Build.CI;

[GitHubActions(
    "ci",
    GitHubActionsImage.UbuntuLatest,
    GitHubActionsImage.WindowsLatest,
    OnPushBranches = ["main"],
    OnPullRequestBranches = ["main"],
    InvokedTargets = [nameof(Test)])]
[GitHubActions(
    "release",
    GitHubActionsImage.UbuntuLatest,
    OnPushTags = ["v*"],
    InvokedTargets = [nameof(Push)],
    JobPerTarget = true,
    ImportSecrets = [nameof(NuGetApiKey)],
    EnvironmentName = "nuget")]
class Build : PlimsollBuild
{
    [Parameter, Secret] readonly string? NuGetApiKey;

    Target Test => _ => _
        .Partition(3)
        .Executes(() => Log.Information("{0}", string.Join(' ', Partition.GetCurrent(RootDirectory.GlobFiles("tests/*/*.csproj")))));

    Target Pack => _ => _
        .Produces("artifacts/*.nupkg")
        .Executes(() => (RootDirectory / "artifacts" / "a.nupkg").WriteAllText(""));

    Target Push => _ => _
        .DependsOn(Test, Pack)
        .Consumes(Pack)
        .Requires(() => NuGetApiKey)
        .Executes(() => Log.Information("{0} packages", RootDirectory.GlobFiles("artifacts/*.nupkg").Count));

    public static int Main() => Execute<Build>(x => x.Test);
}
