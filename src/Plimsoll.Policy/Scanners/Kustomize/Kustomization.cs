using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>What a kustomization names: other files as it writes them, and its <c>images</c>.</summary>
internal sealed class Kustomization
{
    /// <summary>Reads a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="source">The text it is in.</param>
    /// <param name="fullPath">Where its file is.</param>
    public Kustomization(SourceMapping document, SourceText source, string fullPath)
    {
        FullPath = fullPath;
        Path = source.Path;
        Resources = [.. Texts(document["resources"]), .. Texts(document["bases"]), .. Texts(document["patchesStrategicMerge"]), .. Paths(document["patches"]), .. Paths(document["patchesJson6902"])];
        Components = [.. Texts(document["components"])];
        Images = [.. Items(document["images"]).OfType<SourceMapping>().Select(image => ImageTransformer.Read(image, source)).OfType<ImageTransformer>()];
    }

    public string FullPath { get; }

    /// <summary>The path as reported.</summary>
    public string Path { get; }

    /// <summary>Manifests, bases, and patches, which are manifests in part.</summary>
    public IReadOnlyList<string> Resources { get; }

    public IReadOnlyList<string> Components { get; }

    /// <summary>Its transformers, in the order in which they apply.</summary>
    public IReadOnlyList<ImageTransformer> Images { get; }

    /// <summary>The folder that <see cref="Resources"/> and <see cref="Components"/> start from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(FullPath)!;

    private static List<SourceNode> Items(SourceNode? node) => (node as SourceSequence)?.Items ?? [];

    private static IEnumerable<string> Texts(SourceNode? node) => Items(node).OfType<SourceScalar>().Select(scalar => scalar.Value);

    private static IEnumerable<string> Paths(SourceNode? node) => Items(node).OfType<SourceMapping>().Select(patch => patch.Scalar("path")?.Value).OfType<string>();
}
