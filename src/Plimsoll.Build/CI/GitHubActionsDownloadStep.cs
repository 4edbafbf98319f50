using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Puts the artifact of another job where that job had its files, or into a folder.</summary>
public class GitHubActionsDownloadStep : GitHubActionsStep
{
    /// <summary>The name of the artifact, or a pattern of several names.</summary>
    public string Name { get; set; } = "";

    /// <summary>The folder, from the root; <c>null</c> for the root.</summary>
    public string? Path { get; set; }

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, name: null, new YamlMap
    {
        { "uses", GitHubPins.DownloadArtifact },
        {
            "with", Name.Contains('*', StringComparison.Ordinal)
                ? new YamlMap { { "pattern", Name }, { "path", Path }, { "merge-multiple", true } }
                : new YamlMap { { "name", Name }, { "path", Path } }
        },
    });
}
