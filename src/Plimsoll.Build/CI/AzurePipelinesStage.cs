using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.Azure;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>The jobs on one machine.</summary>
public class AzurePipelinesStage : ConfigurationEntity
{
    /// <summary>Its name: letters, digits and underscores.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its name for people; <c>null</c> for the same.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The machine; <c>null</c> for the pool that the pipeline has in the project's settings.</summary>
    public AzurePipelinesImage? Image { get; set; }

    /// <summary>The stages that have to succeed first.</summary>
    public AzurePipelinesStage[] Dependencies { get; set; } = [];

    /// <summary>The jobs.</summary>
    public AzurePipelinesJob[] Jobs { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => writer.Write(new YamlList
    {
        new YamlMap
        {
            { "stage", Name },
            { "displayName", DisplayName == Name ? null : DisplayName },
            // Without it, each stage waits for the one before.
            { "dependsOn", (YamlNode)new YamlList(Dependencies.Select(stage => stage.Name)) },
            { "pool", Image is { } image ? AzureNames.CreatePool(image) : null },
            { "jobs", new YamlLines(EntityLines.Of(Jobs)) },
        },
    });
}
