namespace Plimsoll.Build.Output;

internal static class CiHosts
{
    private static readonly string[] Markers = ["CI", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "BITBUCKET_COMMIT", "CIRCLECI", "APPVEYOR"];

    public static CiHost Detect(IReadOnlyDictionary<string, string> environment)
    {
        if (IsSet(environment, "GITHUB_ACTIONS"))
            return CiHost.GitHubActions;
        if (IsSet(environment, "TF_BUILD"))
            return CiHost.AzurePipelines;
        return Markers.Any(m => IsSet(environment, m)) ? CiHost.Other : CiHost.None;
    }

    private static bool IsSet(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";
}
