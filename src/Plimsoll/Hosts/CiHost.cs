using Plimsoll.Versioning;

namespace Plimsoll.Hosts;

/// <summary>Finds out which CI host a process runs on.</summary>
public static class CiHost
{
    /// <summary>What the host says of the run, or <c>null</c> outside the hosts that Plimsoll knows.</summary>
    /// <param name="environment">The environment variables.</param>
    public static HostContext? Detect(Func<string, string?> environment) =>
        GitHubActions.Detect(environment) ?? AzurePipelines.Detect(environment);
}
