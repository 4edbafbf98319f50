using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>A step of a job. Derive from it to write one that there is no class for: an item of a YAML list, beginning with a dash.</summary>
public abstract class AzurePipelinesStep : ConfigurationEntity
{
    private protected static void Write(CustomFileWriter writer, YamlMap step) => writer.Write(new YamlList { step });
}
