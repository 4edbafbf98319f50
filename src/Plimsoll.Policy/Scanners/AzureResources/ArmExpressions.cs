using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzureResources;

/// <summary>Turns the texts in brackets of a template, <c>[concat('a:', parameters('tag'))]</c>, into what they are: expressions.</summary>
internal sealed class ArmExpressions(SourceText source)
{
    private readonly Dictionary<SourceNode, SourceNode> _read = [];

    /// <summary>The same node with its expressions read.</summary>
    public SourceNode Read(SourceNode node)
    {
        if (_read.TryGetValue(node, out var read))
            return read;

        switch (node)
        {
            case SourceScalar scalar:
                return _read[node] = Expression(scalar);
            case SourceSequence sequence:
                var items = new SourceSequence();
                _read[node] = items;
                items.Items.AddRange(sequence.Items.Select(Read));
                return items;
            case SourceMapping mapping:
                var entries = new SourceMapping { IsFlow = mapping.IsFlow };
                _read[node] = entries;
                entries.Entries.AddRange(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Read(entry.Value))));
                return entries;
            default:
                return node;
        }
    }

    private SourceNode Expression(SourceScalar scalar)
    {
        var text = scalar.Value;
        if (scalar.IsPlain || text.Length < 3 || text[0] != '[' || text[^1] != ']')
            return scalar;
        if (text[1] == '[')
            return new SourceScalar(text[1..], isPlain: false, scalar.Start, scalar.End);

        var isInPlace = source.Text.AsSpan(scalar.Start, scalar.End - scalar.Start).SequenceEqual(text);
        return Placed(DeclarationReader.Expression(text, 1, text.Length - 1, DeclarationLanguage.Bicep), scalar, isInPlace, 0);
    }

    /// <summary>The place of a branch is its own where the file has the text as it is; that of anything else is the whole text.</summary>
    private static SourceNode Placed(SourceNode node, SourceScalar scalar, bool isInPlace, int depth) => node switch
    {
        SourceAlternatives choice when depth < 16 => new SourceAlternatives([.. choice.Options.Select(option => Placed(option, scalar, isInPlace, depth + 1))]),
        SourceScalar inner when isInPlace && depth > 0 => new SourceScalar(inner.Value, inner.IsPlain, scalar.Start + inner.Start, scalar.Start + inner.End),
        SourceScalar inner => new SourceScalar(inner.Value, inner.IsPlain, scalar.Start, scalar.End),
        _ => new SourceScalar(DeclarationTemplate.Unknown, isPlain: false, scalar.Start, scalar.End),
    };
}
