using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kubernetes;

/// <summary>The parameters of a template of OpenShift, which its objects use as <c>${NAME}</c>. One without a value is given by who processes it.</summary>
internal static class TemplateParameters
{
    /// <summary>The values that a template gives its parameters; <c>null</c> where the document is not a template.</summary>
    public static ScalarLookup? Of(SourceNode document)
    {
        if (document is not SourceMapping template || template.Scalar("kind")?.Value != "Template" || template["objects"] is not SourceSequence)
            return null;

        var values = new Dictionary<string, SourceScalar>(StringComparer.Ordinal);
        foreach (var parameter in (template["parameters"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
            if (parameter.Scalar("name") is { } name && parameter.Scalar("value") is { IsNull: false } value)
                values[name.Value] = value;
        return name => values.TryGetValue(name, out var value) ? [new LocatedScalar(value)] : null;
    }
}
