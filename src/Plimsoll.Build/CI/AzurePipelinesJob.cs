using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.Azure;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>A job of a stage.</summary>
public class AzurePipelinesJob : ConfigurationEntity
{
    /// <summary>Its name in the stage.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its name for people; <c>null</c> for the same.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The machine that it runs on; <c>null</c> for that of the stage.</summary>
    public AzurePipelinesImage? Image { get; set; }

    /// <summary>The jobs of the stage that have to succeed first.</summary>
    public AzurePipelinesJob[] Dependencies { get; set; } = [];

    /// <summary>On how many machines it runs, each with another <c>System.JobPositionInPhase</c> from 1; 0 for one.</summary>
    public int Parallel { get; set; }

    /// <summary>What it does.</summary>
    public AzurePipelinesStep[] Steps { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => writer.Write(new YamlList
    {
        new YamlMap
        {
            { "job", Name },
            { "displayName", DisplayName == Name ? null : DisplayName },
            { "dependsOn", [.. Dependencies.Select(job => job.Name)] },
            { "pool", Image is { } image ? AzureNames.CreatePool(image) : null },
            { "strategy", Parallel > 1 ? new YamlMap { { "parallel", new YamlScalar(Parallel) } } : null },
            { "steps", new YamlLines(EntityLines.Of(Steps)) },
        },
    });
}
