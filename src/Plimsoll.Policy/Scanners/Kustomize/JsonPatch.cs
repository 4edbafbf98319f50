using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>The images that a JSON Patch puts into manifests: <c>{op: replace, path: /spec/containers/0/image, value: a:1}</c>.</summary>
internal static class JsonPatch
{
    // …/volumes/0/image/reference has the most keys that say what a value is.
    private const int MaximumKeys = 4;

    /// <summary>Whether a document is one.</summary>
    public static bool Is(SourceNode document) =>
        document is SourceSequence { Items.Count: > 0 } operations
        && operations.Items.TrueForAll(static item => item is SourceMapping operation && operation.Scalar("op") is not null && operation.Scalar("path")?.Value is "" or ['/', ..]);

    /// <summary>The images of a patch, and which of them Kustomize's <c>images</c> apply to; none of what is no patch.</summary>
    public static IEnumerable<(SourceScalar Image, bool IsKustomizeField)> Images(SourceNode patch)
    {
        foreach (var operation in (patch as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
            if (operation.Scalar("op")?.Value is "add" or "replace" && operation.Scalar("path")?.Value is { } path && operation["value"] is { } value)
                foreach (var image in KubernetesScanner.Images(At(path.Split('/'), value), isTemplate: false))
                    yield return image;
    }

    /// <summary>A value below the last keys of a path, as it stands in the manifest.</summary>
    private static SourceNode At(string[] path, SourceNode value)
    {
        foreach (var key in path.Reverse().Take(MaximumKeys))
        {
            if (key == "-" || int.TryParse(key, out _))
            {
                var list = new SourceSequence();
                list.Items.Add(value);
                value = list;
            }
            else
            {
                var mapping = new SourceMapping();
                mapping.Entries.Add(new(new SourceScalar(key, isPlain: false, 0, 0), value));
                value = mapping;
            }
        }

        return value;
    }
}
