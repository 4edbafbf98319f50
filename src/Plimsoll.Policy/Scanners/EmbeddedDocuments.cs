using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// Documents that stand as text in scalars of another: manifests in a ConfigMap, what a cloud-init writes to a machine, patches,
/// extra objects of a chart. Each is read as a file of its own would be, with the name that its key or the path beside it gives.
/// </summary>
internal static class EmbeddedDocuments
{
    /// <summary>A document within a document within a document is rare; more is no work of people.</summary>
    private const int MaximumDepth = 4;

    /// <summary>Below these, texts repeat what was applied before, or explain.</summary>
    private static bool IsCopy(string key) => key is "annotations" or "labels" or "description" or "openAPIV3Schema" or "status" or "managedFields";

    /// <summary>Adds the images of all documents within the texts of a node.</summary>
    public static void Scan(SourceNode node, ScanContext context)
    {
        if (context.Depth < MaximumDepth)
            Walk(node, context.File.Name, null, context, []);
    }

    private static void Walk(SourceNode node, string name, SourceMapping? parent, ScanContext context, HashSet<SourceNode> visited)
    {
        if (!visited.Add(node))
            return;

        switch (node)
        {
            case SourceScalar scalar:
                if (MayHold(scalar.Value))
                    Text(scalar, parent?.Scalar("path")?.Value is { Length: > 0 } path ? path : name, context);
                break;
            case SourceSequence sequence:
                foreach (var item in sequence.Items)
                    Walk(item, name, null, context, visited);
                break;
            case SourceMapping mapping:
                foreach (var (key, value) in mapping.Entries)
                    if (key is SourceScalar { Value: var text } && !IsCopy(text))
                        Walk(value, text, mapping, context, visited);
                break;
        }
    }

    /// <summary>Whether it has several lines, or is JSON, and may name an image.</summary>
    private static bool MayHold(string text) =>
        (text.Contains('\n', StringComparison.Ordinal) || text.AsSpan().TrimStart().StartsWith("{"))
        && text.Contains(':', StringComparison.Ordinal)
        && (text.Contains("mage", StringComparison.Ordinal) || text.Contains("oci://", StringComparison.Ordinal));

    private static void Text(SourceScalar scalar, string path, ScanContext context)
    {
        // A key may hold anything; of a path only the name tells what is in it.
        var name = path.AsSpan(path.LastIndexOfAny(['/', '\\']) + 1).Trim().ToString().Replace('\0', '_');
        var file = new CandidateFile(Path.Combine(Path.GetDirectoryName(context.File.FullPath)!, name.Length is > 0 and < 200 ? name : "text"), context.File.Path, IsExplicit: false);
        var probe = new FileProbe(Encoding.UTF8.GetBytes(scalar.Value));
        if (!DocumentScanner.All.Any(scanner => scanner.MayScan(file, probe)))
            return;

        var (documents, isInPlace) = EmbeddedYaml.Read(scalar, context.Source, name);
        var inner = context.Within(file, image => image with
        {
            // Kustomize sees no images within a text.
            IsKustomizeField = false,
            Parts = isInPlace ? image.Parts : null,
            PinRefusal = image.PinRefusal ?? (isInPlace ? null : "it stands in a text with escapes or folded lines"),
        });
        foreach (var document in documents)
            if (DocumentScanner.All.FirstOrDefault(scanner => scanner.Recognises(document, inner)) is { } scanner)
                scanner.Scan(document, inner);
    }
}
