namespace Plimsoll.Build.Output;

internal static class BuildServerDetector
{
    private static readonly string[] Markers = ["CI", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "BITBUCKET_COMMIT", "CIRCLECI", "APPVEYOR"];

    public static BuildServer Detect(IReadOnlyDictionary<string, string> environment)
    {
        if (IsSet(environment, "GITHUB_ACTIONS"))
            return BuildServer.GitHubActions;
        if (IsSet(environment, "TF_BUILD"))
            return BuildServer.AzurePipelines;
        return Markers.Any(m => IsSet(environment, m)) ? BuildServer.Other : BuildServer.None;
    }

    private static bool IsSet(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";
}
