using Plimsoll.Build.CI.Generation.Azure;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Restores a folder of an earlier run, and keeps it after this one.</summary>
public class AzurePipelinesCacheStep : AzurePipelinesStep
{
    /// <summary>The machine, which decides where the home directory is.</summary>
    public AzurePipelinesImage Image { get; set; }

    /// <summary>Files that decide whether what was kept is still right; where they have changed, the last folder that was kept is restored.</summary>
    public string[] KeyFiles { get; set; } = [];

    /// <summary>The folder, from the root or from the home directory (<c>~/</c>).</summary>
    public string Path { get; set; } = "";

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        // In double quotes it is a text; otherwise the task takes it for a file whose content counts.
        var prefix = $"\"{Path}\" | \"$(Agent.OS)\" | \"$(Agent.OSArchitecture)\"";
        var home = AzureNames.IsWindows(Image) ? "$(USERPROFILE)" : "$(HOME)";
        Write(writer, new YamlMap
        {
            { "task", "Cache@2" },
            { "displayName", $"Cache: {Path}" },
            {
                "inputs", new YamlMap
                {
                    { "key", $"{prefix} | {string.Join(", ", KeyFiles)}" },
                    { "restoreKeys", prefix },
                    { "path", Path.StartsWith("~/", StringComparison.Ordinal) ? home + Path[1..] : Path },
                }
            },
        });
    }
}
