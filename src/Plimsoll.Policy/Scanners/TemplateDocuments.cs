using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// YAML that is a template and belongs to no chart: what can be read of it is judged like any other file, what the template
/// puts in is unknown.
/// </summary>
internal static class TemplateDocuments
{
    private static readonly VariableLookup NoVariables = static _ => null;

    /// <summary>Reads a template as documents.</summary>
    /// <returns>What could be read, and the text in which actions are masked.</returns>
    public static (YamlContent Content, string Masked) Read(string text, CancellationToken cancellationToken)
    {
        var masked = Mask(text);
        return (YamlReader.Read(masked, cancellationToken), masked);
    }

    /// <summary>A document as it is written, for a scanner that understands what stands in braces itself.</summary>
    /// <param name="document">The document, with actions masked.</param>
    /// <param name="source">The text that it was read from.</param>
    public static SourceNode Unmask(SourceNode document, SourceText source)
    {
        var masked = Mask(source.Text);
        return MovedNodes.Move(document, static (start, end) => new TextRange(start, end), Written);

        string Written(SourceScalar scalar) =>
            ScalarOffsets.Find(masked, scalar) is { } offsets ? string.Concat(scalar.Value.Select((c, i) => c == '\n' ? c : source.Text[offsets[i]])) : scalar.Value;
    }

    /// <summary>Adds the images of lines that no document has: those of branches that exclude each other, and of what is no YAML before it is rendered.</summary>
    public static void AddLines(string masked, ScanContext context)
    {
        foreach (var image in TemplateLines.Images(masked, 0))
            if (!context.IsSeen(image) && (TemplateText.HasActions(image.Value) || ReferenceText.IsCertain(image.Value)))
                context.Add(image, FileKinds.Template, NoVariables);
    }

    private static string Mask(string text) => TemplateText.Parse(TemplateMarks.AsGo(text)).Masked;
}
