using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kubernetes;

/// <summary>Resources that say what others may look like: what they name is a pattern or a schema, and nothing runs it.</summary>
internal static class PatternResources
{
    private static readonly string[] Groups = ["kyverno.io", "gatekeeper.sh", "apiextensions.k8s.io", "image.toolkit.fluxcd.io", "argocd-image-updater.argoproj.io", "policy.sigstore.dev", "policies.kubewarden.io", "backstage.io"];

    /// <summary>Whether a resource is one of them.</summary>
    public static bool Contains(SourceMapping resource)
    {
        var version = resource.Scalar("apiVersion")?.Value ?? "";
        var group = version.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? version[..slash] : "";
        return Array.Exists(Groups, name => group == name || group.EndsWith("." + name, StringComparison.Ordinal))
            || (group == "admissionregistration.k8s.io" && resource.Scalar("kind")?.Value.Contains("Admission", StringComparison.Ordinal) == true);
    }

    /// <summary>The texts behind keys that would name an image elsewhere.</summary>
    public static IEnumerable<SourceScalar> Patterns(SourceNode node) => Patterns(node, []);

    private static IEnumerable<SourceScalar> Patterns(SourceNode node, HashSet<SourceNode> visited)
    {
        if (!visited.Add(node))
            return [];

        return (node as SourceSequence)?.Items.SelectMany(item => Patterns(item, visited))
            ?? (node as SourceMapping)?.Entries.SelectMany(entry => entry is { Key: SourceScalar { Value: "image" or "imageName" }, Value: SourceScalar image } ? [image] : Patterns(entry.Value, visited))
            ?? [];
    }

    /// <summary>What such a resource creates: the manifests that rules of Kyverno generate.</summary>
    public static IEnumerable<SourceNode> Created(SourceMapping resource) =>
        ((resource["spec"] as SourceMapping)?["rules"] as SourceSequence)?.Items.OfType<SourceMapping>()
            .Select(rule => rule["generate"] as SourceMapping)
            .Select(generate => generate?["data"])
            .OfType<SourceNode>() ?? [];
}
