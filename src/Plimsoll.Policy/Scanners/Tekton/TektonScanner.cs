using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Tekton;

/// <summary>
/// Tekton: steps, sidecars and step templates, step actions, and bundles that tasks and pipelines come from. Parameters are
/// resolved where the file gives them a value or a default; results and the rest of <c>$(…)</c> are unknown.
/// </summary>
internal sealed class TektonScanner : DocumentScanner
{
    // What comes after has no known value.
    private const int MaximumParameters = 200;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("tekton.dev/"u8) && (content.HasImage || content.Has("bundle"u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && document.Scalar("kind") is not null && IsTekton(document);

    public override void Scan(SourceNode node, ScanContext context) =>
        Walk(node, PipelineImages.NoVariables, new PipelineImages(context, FileKinds.Tekton, DelimitedVariables.FindParenthesised), 0);

    private static void Walk(SourceNode? node, IReadOnlyList<ScalarLookup> environments, PipelineImages images, int depth)
    {
        if (node is null || depth > YamlReader.MaximumDepth || !images.Enters(node, ref environments))
            return;

        if (node is SourceSequence sequence)
        {
            foreach (var item in sequence.Items)
                Walk(item, environments, images, depth + 1);
        }
        else if (node is SourceMapping mapping)
        {
            Mapping(mapping, WithParameters(mapping["params"] as SourceSequence, environments, images), images, depth);
        }
    }

    private static void Mapping(SourceMapping mapping, IReadOnlyList<ScalarLookup> environments, PipelineImages images, int depth)
    {
        if (mapping.Scalar("kind")?.Value == "StepAction")
            images.Add((mapping["spec"] as SourceMapping)?["image"], WithParameters((mapping["spec"] as SourceMapping)?["params"] as SourceSequence, environments, images));

        foreach (var (key, value) in mapping.Effective())
        {
            switch (key.Value)
            {
                case "params" or "metadata" or "results" or "workspaces":
                    break;
                case "steps" or "sidecars" when value is SourceSequence containers:
                    var inside = environments;
                    if (images.Enters(containers, ref inside))
                        foreach (var container in containers.Items.OfType<SourceMapping>())
                            Container(container, inside, images);
                    break;
                case "stepTemplate":
                    images.Add((value as SourceMapping)?["image"], environments);
                    break;
                case "taskRef" or "pipelineRef" when value is SourceMapping reference:
                    Bundle(reference, environments, images);
                    break;
                default:
                    Walk(value, environments, images, depth + 1);
                    break;
            }
        }
    }

    private static void Container(SourceMapping container, IReadOnlyList<ScalarLookup> environments, PipelineImages images)
    {
        images.Add(container["image"], environments);
        if (container["ref"] is SourceMapping reference)
            Bundle(reference, environments, images);
    }

    private static void Bundle(SourceMapping reference, IReadOnlyList<ScalarLookup> environments, PipelineImages images)
    {
        images.Add(reference["bundle"], environments);
        if (reference.Scalar("resolver")?.Value == "bundles" && reference["params"] is SourceSequence parameters)
            foreach (var parameter in parameters.Items.OfType<SourceMapping>())
                if (parameter.Scalar("name")?.Value == "bundle")
                    images.Add(parameter["value"], environments);
    }

    /// <summary>A value that is given counts before a default; it is read with the parameters of those who give it.</summary>
    private static IReadOnlyList<ScalarLookup> WithParameters(SourceSequence? parameters, IReadOnlyList<ScalarLookup> environments, PipelineImages images)
    {
        if (parameters is null)
            return environments;

        return environments.Select(outer =>
        {
            var own = new Dictionary<string, IReadOnlyList<LocatedScalar>?>(StringComparer.Ordinal);
            foreach (var parameter in parameters.Items.OfType<SourceMapping>().Take(MaximumParameters))
            {
                if (parameter.Scalar("name")?.Value is not { } name)
                    continue;

                var variable = "params." + name;
                if (parameter["value"] is SourceScalar given)
                    own[variable] = images.Evaluate(new LocatedScalar(given), outer);
                else if (outer(variable) is null)
                    own[variable] = parameter["default"] is SourceScalar value ? [new LocatedScalar(value)] : null;
                if (own.TryGetValue(variable, out var values))
                    own["tt." + variable] = values;
            }

            return PipelineImages.Extend(outer, own);
        }).ToList();
    }

    private static bool IsTekton(SourceMapping document) =>
        document.Scalar("apiVersion")?.Value is { } version
        && (version.StartsWith("tekton.dev/", StringComparison.Ordinal) || version.StartsWith("triggers.tekton.dev/", StringComparison.Ordinal));
}
