using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Installs the SDK of <c>global.json</c>.</summary>
public class GitHubActionsSetupDotNetStep : GitHubActionsStep
{
    /// <summary>The file, from the root.</summary>
    public string GlobalJsonFile { get; set; } = "global.json";

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) =>
        Write(writer, name: null, new YamlMap { { "uses", GitHubPins.SetupDotNet }, { "with", new YamlMap { { "global-json-file", GlobalJsonFile } } } });
}
