using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Keeps a folder as an artifact of the run.</summary>
public class AzurePipelinesPublishStep : AzurePipelinesStep
{
    /// <summary>The name of the artifact; only one of a run has it.</summary>
    public string ArtifactName { get; set; } = "";

    /// <summary>The folder.</summary>
    public string PathToPublish { get; set; } = "";

    /// <summary>Whether the job fails where there is no such folder; otherwise it warns.</summary>
    public bool IsRequired { get; set; } = true;

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "publish", PathToPublish },
        { "displayName", $"Publish: {ArtifactName}" },
        { "artifact", ArtifactName },
        { "continueOnError", IsRequired ? null : new YamlScalar(true) },
    });
}
