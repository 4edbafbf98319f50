namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>The names that workflows have for members of enumerations.</summary>
internal static class GitHubNames
{
    public static string Of(GitHubActionsImage image) => image switch
    {
        GitHubActionsImage.WindowsServer2025 => "windows-2025",
        GitHubActionsImage.WindowsServer2022 => "windows-2022",
        GitHubActionsImage.WindowsServer2019 => "windows-2019",
        GitHubActionsImage.WindowsServer2016R2 => "windows-2016",
        GitHubActionsImage.Windows11Arm => "windows-11-arm",
        GitHubActionsImage.Ubuntu2404 => "ubuntu-24.04",
        GitHubActionsImage.Ubuntu2404Arm => "ubuntu-24.04-arm",
        GitHubActionsImage.Ubuntu2204 => "ubuntu-22.04",
        GitHubActionsImage.Ubuntu2204Arm => "ubuntu-22.04-arm",
        GitHubActionsImage.Ubuntu2004 => "ubuntu-20.04",
        GitHubActionsImage.Ubuntu1804 => "ubuntu-18.04",
        GitHubActionsImage.Ubuntu1604 => "ubuntu-16.04",
        GitHubActionsImage.MacOs26 => "macos-26",
        GitHubActionsImage.MacOs15 => "macos-15",
        GitHubActionsImage.MacOs15Intel => "macos-15-intel",
        GitHubActionsImage.MacOs14 => "macos-14",
        GitHubActionsImage.MacOs13 => "macos-13",
        GitHubActionsImage.MacOs12 => "macos-12",
        GitHubActionsImage.MacOs11 => "macos-11",
        GitHubActionsImage.MacOs1015 => "macos-10.15",
        GitHubActionsImage.MacOs1014 => "macos-10.14",
        GitHubActionsImage.WindowsLatest => "windows-latest",
        GitHubActionsImage.UbuntuLatest => "ubuntu-latest",
        GitHubActionsImage.MacOsLatest => "macos-latest",
        GitHubActionsImage.SelfHosted => "self-hosted",
        _ => throw new ArgumentOutOfRangeException(nameof(image)),
    };

    public static string Of(GitHubActionsTrigger trigger) => trigger switch
    {
        GitHubActionsTrigger.Push => "push",
        GitHubActionsTrigger.PullRequest => "pull_request",
        GitHubActionsTrigger.WorkflowDispatch => "workflow_dispatch",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger)),
    };

    public static string Of(GitHubActionsPermissions permission) => permission switch
    {
        GitHubActionsPermissions.Actions => "actions",
        GitHubActionsPermissions.Attestations => "attestations",
        GitHubActionsPermissions.Checks => "checks",
        GitHubActionsPermissions.Contents => "contents",
        GitHubActionsPermissions.Deployments => "deployments",
        GitHubActionsPermissions.IdToken => "id-token",
        GitHubActionsPermissions.Issues => "issues",
        GitHubActionsPermissions.Discussions => "discussions",
        GitHubActionsPermissions.Packages => "packages",
        GitHubActionsPermissions.Pages => "pages",
        GitHubActionsPermissions.PullRequests => "pull-requests",
        GitHubActionsPermissions.RepositoryProjects => "repository-projects",
        GitHubActionsPermissions.SecurityEvents => "security-events",
        GitHubActionsPermissions.Statuses => "statuses",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };
}
