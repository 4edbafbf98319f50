namespace Plimsoll.Build.Targets.Output;

/// <summary>Who runs the build, as far as its output depends on it.</summary>
internal enum CiHost
{
    None,
    GitHubActions,
    AzurePipelines,

    /// <summary>A CI host whose log has no commands that the engine uses.</summary>
    Other,
}

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
