using System.Text.Json.Nodes;
using Plimsoll.IntegrationTests.Workflows.Expressions;
using Plimsoll.Testing;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Workflows.Azure;

/// <summary>Expands a pipeline as Azure does before anything runs: template expressions, parameters, and templates in place of the steps that name them.</summary>
internal sealed class AzureTemplate(JsonObject variables)
{
    /// <summary>Expands a pipeline, which has no parameters.</summary>
    public YamlMap Expand(string yaml)
    {
        var pipeline = YamlMap.Parse(yaml, "pipeline");
        var own = new JsonObject(variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value?.DeepClone())));
        return new YamlMap((YamlMappingNode)Expand(YamlMap.Documents(yaml)[0], Evaluator([], own)), pipeline.Where);
    }

    /// <summary>The steps of a template of this repository.</summary>
    public IEnumerable<YamlNode> Steps(string file, JsonObject given)
    {
        var template = YamlMap.Load(Path.Combine(NativeCommand.RepositoryRoot, file)).Allow("parameters", "steps");
        var parameters = new JsonObject();
        foreach (var parameter in template.Maps("parameters"))
        {
            var name = parameter.Allow("name", "type", "default").Text("name")!;
            var value = given.TryGetPropertyValue(name, out var set) ? ExpressionValue.Text(set)
                : parameter.Text("default") ?? throw new UnsupportedSyntaxException($"{file} needs {name}");
            parameters[name] = parameter.Text("type") switch
            {
                "string" => value,
                "boolean" => bool.Parse(value),
                var other => throw new UnsupportedSyntaxException($"{file}: type {other}"),
            };
        }

        if (given.FirstOrDefault(pair => !parameters.ContainsKey(pair.Key)).Key is { } unknown)
            throw new UnsupportedSyntaxException($"{file} has no parameter {unknown}");
        return ((YamlSequenceNode)Expand(template.Find("steps")!, Evaluator(parameters, variables))).Children;
    }

    private static ExpressionEvaluator Evaluator(JsonObject parameters, JsonObject variables) =>
        new(new Dictionary<string, JsonNode?> { ["parameters"] = parameters, ["variables"] = variables }, AzureFunctions.Create(isFailed: null));

    private YamlNode Expand(YamlNode node, ExpressionEvaluator evaluator) => node switch
    {
        YamlSequenceNode list => new YamlSequenceNode(list.Children.SelectMany(item => ExpandItem(item, evaluator))),
        YamlMappingNode mapping => new YamlMappingNode(mapping.Children.Select(pair => KeyValuePair.Create(Key(pair.Key), Expand(pair.Value, evaluator)))),
        YamlScalarNode { Value: { } text } when text.Contains("${{", StringComparison.Ordinal) => new YamlScalarNode(Text(evaluator.Expand(text))),
        _ => node,
    };

    private IEnumerable<YamlNode> ExpandItem(YamlNode item, ExpressionEvaluator evaluator)
    {
        if (item is not YamlMappingNode mapping)
            return [Expand(item, evaluator)];
        if (!mapping.Children.TryGetValue("template", out var template))
            return [Expand(item, evaluator)];

        var step = new YamlMap((YamlMappingNode)Expand(item, evaluator), "template").Allow("template", "parameters");
        var file = ((YamlScalarNode)template).Value!.Split('@') is [var path, "plimsoll"] ? path : throw new UnsupportedSyntaxException($"The template {template} is not of this repository");
        return Steps(file, new JsonObject((step.Map("parameters")?.Pairs() ?? []).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));
    }

    /// <summary>Conditions and loops are keys; nothing here needs them.</summary>
    private static YamlNode Key(YamlNode key) => key is YamlScalarNode { Value: { } text } && !text.Contains("${{", StringComparison.Ordinal) ? key : throw new UnsupportedSyntaxException($"{key}");

    /// <summary>Azure writes <c>True</c> and <c>False</c>.</summary>
    private static string Text(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => "True",
        System.Text.Json.JsonValueKind.False => "False",
        _ => ExpressionValue.Text(value),
    };
}
