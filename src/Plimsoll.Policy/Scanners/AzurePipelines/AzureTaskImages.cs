using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>The images among the inputs of tasks that deploy one.</summary>
internal static class AzureTaskImages
{
    private static readonly Dictionary<string, StepInput[]> ByTask = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AzureWebAppContainer"] = [new("containers"), new("imageName")],
        ["AzureFunctionAppContainer"] = [new("imageName")],
        ["AzureContainerApps"] = [new("imageToDeploy"), new("imageToBuild") { Role = ImageRole.Builds }],
    };

    /// <summary>A cheap test of raw bytes; the other inputs say that they are of containers.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> content) => content.IndexOf("imageName"u8) >= 0 || content.IndexOf("imageToDeploy"u8) >= 0;

    /// <summary>Adds those of a step.</summary>
    public static void Add(SourceMapping step, IReadOnlyList<ScalarLookup> environments, ShellImages commands)
    {
        if (step.Scalar("task") is { } task && ByTask.TryGetValue(task.Value.Split('@')[0], out var inputs) && step["inputs"] is SourceMapping values)
            StepInput.Scan(inputs, values, commands, AzureVariables.Find, environments);
    }
}
