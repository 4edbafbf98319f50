using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>A pipeline that a document shows: its steps with their commands and variables, and how it checks out.</summary>
internal sealed record PipelineExample(IReadOnlyList<PipelineStep> Steps, IReadOnlyList<string> CheckoutDepths)
{
    /// <summary>Reads a workflow of GitHub Actions, or a pipeline of Azure Pipelines.</summary>
    public static PipelineExample Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var mappings = stream.Documents.SelectMany(document => document.AllNodes).OfType<YamlMappingNode>().ToList();
        return new PipelineExample(
            [.. mappings.Where(mapping => CommandOf(mapping) is not null).Select(step => new PipelineStep(CommandOf(step)!, VariablesOf(step)))],
            [.. mappings.Where(IsCheckout).Select(DepthOf)]);
    }

    private static string? CommandOf(YamlMappingNode step) => Text(step, "run") ?? Text(step, "script");

    private static bool IsCheckout(YamlMappingNode step) =>
        Text(step, "checkout") == "self" || Text(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true;

    private static string DepthOf(YamlMappingNode step) =>
        (Child(step, "with") is YamlMappingNode with ? Text(with, "fetch-depth") : Text(step, "fetchDepth")) ?? "shallow by default";

    private static Dictionary<string, string> VariablesOf(YamlMappingNode step) =>
        (Child(step, "env") as YamlMappingNode)?.Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString()) ?? [];

    private static string? Text(YamlMappingNode mapping, string name) => (Child(mapping, name) as YamlScalarNode)?.Value;

    private static YamlNode? Child(YamlMappingNode mapping, string name) =>
        mapping.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: var key } && key == name).Value;
}

/// <summary>A step that runs commands.</summary>
internal sealed record PipelineStep(string Command, IReadOnlyDictionary<string, string> Variables);
