using System.Text;

namespace Plimsoll.Build.Generators;

/// <summary>The methods that run a tool with settings: as they are, configured, and in several variants.</summary>
internal static class TaskMethods
{
    private const string Namespace = "global::Plimsoll.Build.Tools";

    private const string Outputs = "global::System.Collections.Generic.IReadOnlyCollection<global::Plimsoll.Build.Tools.Output>";

    public static void Append(StringBuilder text, SettingsRecord record)
    {
        var type = record.FullName;
        var method = record.Name.EndsWith("Settings", StringComparison.Ordinal) ? record.Name.Substring(0, record.Name.Length - "Settings".Length) : record.Name;
        var command = record.Command is null ? record.Tool : $"{record.Tool} {record.Command}";
        var failure = $"    /// <exception cref=\"{Namespace}.ProcessFailedException\">It failed.</exception>\n";
        text.Append($"{record.Accessibility} static partial class {record.Tasks}\n{{\n");

        // 'new()' would fit every overload.
        text.Append($"    /// <summary>Runs <c>{command}</c>.</summary>\n    /// <returns>The lines of its output.</returns>\n{failure}");
        text.Append("    [global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]\n");
        text.Append($"    public static {Outputs} {method}({type} settings) => {Namespace}.ToolTasks.Run(settings);\n\n");

        text.Append($"    /// <summary>Runs <c>{command}</c>, with the defaults unless configured.</summary>\n    /// <returns>The lines of its output.</returns>\n{failure}");
        text.Append($"    public static {Outputs} {method}({Namespace}.Configure<{type}>? configurator = null) =>\n");
        text.Append($"        {Namespace}.ToolTasks.Run(configurator is null ? new {type}() : configurator(new {type}()));\n\n");

        text.Append($"    /// <summary>Runs <c>{command}</c> in several variants: <see cref=\"{Namespace}.ToolTasks.RunAll\"/>.</summary>\n{failure}");
        text.Append($"    public static global::System.Collections.Generic.IReadOnlyCollection<({type} Settings, {Outputs} Output)> {method}(\n");
        text.Append($"        {Namespace}.CombinatorialConfigure<{type}> configurator, int degreeOfParallelism = 1, bool completeOnFailure = false) =>\n");
        text.Append($"        {Namespace}.ToolTasks.RunAll(configurator(new {type}()), degreeOfParallelism, completeOnFailure);\n}}\n");
    }
}
