using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Installs the SDK of <c>global.json</c>.</summary>
public class AzurePipelinesSetupDotNetStep : AzurePipelinesStep
{
    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) =>
        Write(writer, new YamlMap { { "task", "UseDotNet@2" }, { "inputs", new YamlMap { { "packageType", "sdk" }, { "useGlobalJson", new YamlScalar(true) } } } });
}
