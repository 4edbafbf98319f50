using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Keeps files as an artifact of the run.</summary>
public class GitHubActionsArtifactStep : GitHubActionsStep
{
    /// <summary>The name of the artifact; only one of a run has it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The files, one pattern in a line.</summary>
    public string Path { get; set; } = "";

    /// <summary>Whether the job fails where there are no such files; otherwise it warns.</summary>
    public bool IsRequired { get; set; }

    /// <summary>Whether files whose name, or that of whose folder, begins with a dot are among them.</summary>
    public bool IncludeHiddenFiles { get; set; }

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, $"Publish: {Name}", new YamlMap
    {
        { "uses", GitHubPins.UploadArtifact },
        {
            "with", new YamlMap
            {
                { "name", Name },
                { "path", Path },
                { "if-no-files-found", IsRequired ? "error" : null },
                { "include-hidden-files", IncludeHiddenFiles ? new YamlScalar(true) : null },
            }
        },
    });
}
