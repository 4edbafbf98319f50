using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>Finds out which CI host a process runs on.</summary>
internal static class CiHost
{
    /// <summary>Whether a process runs on a CI host, known or not: all of them set <c>CI</c>.</summary>
    /// <param name="environment">The environment variables.</param>
    public static bool IsCi(Func<string, string?> environment) =>
        environment("CI") is { Length: > 0 } value && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the host says of the run, or <c>null</c> outside the hosts that Plimsoll knows.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <remarks>
    /// Jenkins is asked first, because it sets its variables for each build and hands on those of its agent, who may have been
    /// started within another host; and only a build of Jenkins is one, because images of agents are configured with some of
    /// the same variables. The others are known by a variable that nobody else sets.
    /// </remarks>
    public static HostContext? Detect(Func<string, string?> environment)
    {
        return Jenkins.Detect(Set)
            ?? GitHubActions.Detect(Set)
            ?? AzurePipelines.Detect(Set)
            ?? GitLab.Detect(Set)
            ?? Bitbucket.Detect(Set)
            ?? CircleCI.Detect(Set)
            ?? TeamCity.Detect(Set)
            ?? Buildkite.Detect(Set)
            ?? Woodpecker.Detect(Set)
            ?? Drone.Detect(Set)
            ?? AppVeyor.Detect(Set)
            ?? Travis.Detect(Set)
            ?? CodeBuild.Detect(Set)
            ?? Codefresh.Detect(Set)
            ?? CloudBuild.Detect(Set);

        // Hosts differ in whether they leave out what they do not know or set it to nothing; Azure Pipelines and Codefresh leave the macro.
        string? Set(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) && !value.StartsWith("$(", StringComparison.Ordinal) && !value.StartsWith("${{", StringComparison.Ordinal) ? value : null;
    }
}
