using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Runs the build, or another command.</summary>
public class GitHubActionsRunStep : GitHubActionsStep
{
    /// <summary>The targets that are named.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>What the step is called; <c>null</c> for what <see cref="InvokedTargets"/> say, or where there are none the command.</summary>
    public string? Name { get; set; }

    /// <summary>The lines of the shell: the build's script, the targets, and options. Values of the event are in <see cref="Imports"/> instead.</summary>
    public string Command { get; set; } = "";

    /// <summary>The shell; <c>null</c> for that of the job.</summary>
    public string? Shell { get; set; }

    /// <summary>The folder that the command runs in, from the root; <c>null</c> for the root.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables, with expressions of GitHub as values.</summary>
    public Dictionary<string, string> Imports { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, Name ?? (InvokedTargets.Length > 0 ? $"Run: {string.Join(", ", InvokedTargets)}" : null), new YamlMap
    {
        { "shell", Shell },
        { "working-directory", WorkingDirectory },
        { "run", new YamlScalar(Command) },
        { "env", YamlMap.From(Imports) },
    });
}
