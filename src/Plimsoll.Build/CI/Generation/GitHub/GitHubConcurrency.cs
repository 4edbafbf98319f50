using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What must not run at the same time.</summary>
internal static class GitHubConcurrency
{
    /// <param name="group">The group; where there is none but a new run ends older ones, that of a pull request.</param>
    /// <param name="cancels">Whether a new run ends the one that runs.</param>
    /// <param name="part">What tells a job from others of the workflow; <c>null</c> for the workflow.</param>
    /// <returns>The group, or <c>null</c> where nothing is asked for.</returns>
    public static YamlMap? Create(string? group, bool cancels, string? part)
    {
        if (string.IsNullOrWhiteSpace(group))
        {
            if (!cancels)
                return null;
            // Outside of pull requests each run has a group of its own, so that every commit of a branch is built.
            group = $"${{{{ github.workflow }}}}-{(part is null ? "" : $"{part}-")}${{{{ github.event.pull_request.number || github.run_id }}}}";
        }

        return new YamlMap { { "group", group }, { "cancel-in-progress", cancels ? new YamlScalar(true) : null } };
    }
}
