using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Puts the artifact of another job where that job had its files.</summary>
public class AzurePipelinesDownloadStep : AzurePipelinesStep
{
    /// <summary>The name of the artifact.</summary>
    public string ArtifactName { get; set; } = "";

    /// <summary>The folder that its files are put into; the root, unless it is given.</summary>
    public string DownloadPath { get; set; } = "$(Build.SourcesDirectory)";

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "task", "DownloadPipelineArtifact@2" },
        { "displayName", $"Download: {ArtifactName}" },
        { "inputs", new YamlMap { { "artifactName", ArtifactName }, { "targetPath", DownloadPath } } },
    });
}
