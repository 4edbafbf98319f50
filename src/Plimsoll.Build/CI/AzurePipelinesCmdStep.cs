using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Runs the build.</summary>
public class AzurePipelinesCmdStep : AzurePipelinesStep
{
    /// <summary>The targets that are named.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>The line of the shell: the build's script, the targets, and options. Values of the run are in <see cref="Imports"/> instead.</summary>
    public string Command { get; set; } = "";

    /// <summary>Environment variables, with macros of Azure Pipelines as values. A secret reaches the build only by them.</summary>
    public Dictionary<string, string> Imports { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "script", new YamlScalar(Command) },
        { "displayName", $"Run: {string.Join(", ", InvokedTargets)}" },
        { "env", YamlMap.From(Imports) },
    });
}
