using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Puts the artifact of another job where that job had its files.</summary>
public class GitHubActionsDownloadStep : GitHubActionsStep
{
    /// <summary>The name of the artifact, or a pattern of several names.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, new YamlMap
    {
        { "uses", GitHubPins.DownloadArtifact },
        { "with", Name.Contains('*', StringComparison.Ordinal) ? new YamlMap { { "pattern", Name }, { "merge-multiple", true } } : new YamlMap { { "name", Name } } },
    });
}
