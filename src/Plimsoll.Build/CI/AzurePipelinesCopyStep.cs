using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Copies files to another folder, each where it is from the root.</summary>
public class AzurePipelinesCopyStep : AzurePipelinesStep
{
    /// <summary>The files, as patterns from the root.</summary>
    public string[] Patterns { get; set; } = [];

    /// <summary>The folder. It is not created where there is no such file.</summary>
    public string TargetFolder { get; set; } = "";

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "task", "CopyFiles@2" },
        { "displayName", $"Copy: {string.Join(", ", Patterns)}" },
        { "inputs", new YamlMap { { "Contents", string.Join('\n', Patterns) }, { "TargetFolder", TargetFolder } } },
    });
}
