using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>Values with their references replaced, for a reader who knows nothing of Terraform's. Each keeps its own place.</summary>
/// <param name="context">The file.</param>
/// <param name="scope">The values of references.</param>
internal sealed class ResolvedNodes(ScanContext context, DeclarationScope scope)
{
    private const int MaximumDepth = 64;
    private const int MaximumNodes = 50_000;

    private int _nodes;

    /// <summary>A copy of a node of this file; what stands in another file has the place of the reference to it.</summary>
    public SourceNode Copy(SourceNode node) => Copy(new LocatedNode(node, context.Source), "", null, 0);

    private SourceNode Copy(LocatedNode located, string key, SourceScalar? reference, int depth)
    {
        if (depth > MaximumDepth || ++_nodes > MaximumNodes)
            return Unknown(located.Node as SourceScalar ?? reference);
        if (scope.Resolve(located).Take(2).ToList() is not [var found])
            return Unknown(located.Node as SourceScalar ?? reference ?? (located.Node as SourceAlternatives)?.Options.OfType<SourceScalar>().FirstOrDefault());

        // The places of another file are none of this one.
        if (found.Source != context.Source)
            reference ??= located.Node as SourceScalar;
        switch (found.Node)
        {
            case SourceMapping mapping:
                var entries = new SourceMapping { IsFlow = true, Tag = mapping.Tag };
                foreach (var (name, value) in mapping.Entries)
                    entries.Entries.Add(new(name, Copy(found with { Node = value }, (name as SourceScalar)?.Value ?? "", reference, depth + 1)));
                return entries;
            case SourceSequence sequence:
                var items = new SourceSequence();
                items.Items.AddRange(sequence.Items.Select(item => Copy(found with { Node = item }, key, reference, depth + 1)));
                return items;
            case SourceScalar scalar:
                return Scalar(scalar, found.Source, key, reference ?? located.Node as SourceScalar ?? scalar);
            default:
                return Unknown(reference);
        }
    }

    private SourceScalar Scalar(SourceScalar scalar, SourceText source, string key, SourceScalar place)
    {
        // Where it only refers to a whole image, that is what one would edit.
        if (source == context.Source && key.EndsWith("image", StringComparison.OrdinalIgnoreCase))
            place = scalar;
        if (scalar.IsNull || DeclarationTemplate.Find(scalar.Value, 0) is null)
            return new SourceScalar(scalar.Value, scalar.IsPlain && place == scalar, place.Start, place.End);

        var text = TemplatedImage.Values(context, new LocatedScalar(scalar, source), DeclarationTemplate.Find, scope.Lookup).Take(2).ToList() is [var only] ? only.Resolved : DeclarationTemplate.Unknown;
        return new SourceScalar(text.Replace(ImageUse.Unknown.ToString(), DeclarationTemplate.Unknown, StringComparison.Ordinal), isPlain: false, place.Start, place.End);
    }

    private static SourceScalar Unknown(SourceScalar? place) => new(place is null ? "" : DeclarationTemplate.Unknown, isPlain: false, place?.Start ?? 0, place?.End ?? 0);
}
