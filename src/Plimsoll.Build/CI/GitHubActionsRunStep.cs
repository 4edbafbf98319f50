using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Runs the build.</summary>
public class GitHubActionsRunStep : GitHubActionsStep
{
    /// <summary>The targets that are named.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>The line of the shell: the build's script, the targets, and options. Values of the event are in <see cref="Imports"/> instead.</summary>
    public string Command { get; set; } = "";

    /// <summary>The shell; <c>null</c> for that of the job.</summary>
    public string? Shell { get; set; }

    /// <summary>Environment variables, with expressions of GitHub as values.</summary>
    public Dictionary<string, string> Imports { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "name", $"Run: {(InvokedTargets.Length > 0 ? string.Join(", ", InvokedTargets) : "default targets")}" },
        { "shell", Shell },
        { "run", new YamlScalar(Command) },
        { "env", YamlMap.From(Imports) },
    });
}
