using Plimsoll.Oci;

namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>Chooses where outputs go.</summary>
internal static class HostSinks
{
    /// <summary>The names that a user may choose from.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "github", "azure", "gitlab", "none"];

    /// <summary>The sink that was asked for.</summary>
    /// <param name="name">One of <see cref="Names"/>; <c>null</c> for <c>PLIMSOLL_HOST</c>, else <c>auto</c>: the host that the process runs on, if that takes outputs.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="log">Writes a line to the log that the host reads.</param>
    /// <exception cref="PlimsollException">The name is not one of them (exit code 2).</exception>
    public static IHostSink Create(string? name, Func<string, string?> environment, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(log);
        return (name ?? environment("PLIMSOLL_HOST") ?? "auto") switch
        {
            "auto" => Detect(environment) is { } detected ? Create(detected, environment, log) : NoSink.Instance,
            "github" => new GitHubSink(environment, log),
            "azure" => new AzureSink(environment, log),
            "gitlab" => new GitLabSink(environment, log),
            "none" => NoSink.Instance,
            var other => throw PlimsollException.Usage($"'{other}' is not a CI host that takes outputs.", $"Set PLIMSOLL_HOST to one of {string.Join(", ", Names)}."),
        };
    }

    /// <summary>GitHub's runner is known before its run is read, which takes the file of the event.</summary>
    private static string? Detect(Func<string, string?> environment) => !Jenkins.IsHost(environment) && GitHubActions.IsHost(environment) ? "github" : CiHost.Detect(environment)?.Host switch
    {
        "Azure Pipelines" => "azure",
        "GitLab" => "gitlab",
        // What runs the steps of a workflow elsewhere may name the files alone.
        null => environment("GITHUB_OUTPUT") is null && environment("GITHUB_ENV") is null ? null : "github",
        _ => null,
    };
}
