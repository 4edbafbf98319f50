namespace Plimsoll.Policy.Scanners.Text;

/// <summary>Nodes that were read from a text within a scalar, with the places that its characters have in the file.</summary>
internal sealed class MovedNodes
{
    private readonly Func<int, int, TextRange> _place;
    private readonly Func<SourceScalar, string>? _value;

    // Aliases lead to one node many times, and may lead in a circle.
    private readonly Dictionary<SourceNode, SourceNode> _moved = [];

    private MovedNodes(Func<int, int, TextRange> place, Func<SourceScalar, string>? value) => (_place, _value) = (place, value);

    /// <summary>A copy of a node and all below it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="place">Gives the place in the file of the characters from an offset up to another.</param>
    /// <param name="value">Gives the text that a scalar had before parts of it were masked; <c>null</c> for its own.</param>
    public static SourceNode Move(SourceNode node, Func<int, int, TextRange> place, Func<SourceScalar, string>? value = null) => new MovedNodes(place, value).Move(node);

    private SourceNode Move(SourceNode node)
    {
        if (_moved.TryGetValue(node, out var known))
            return known;

        switch (node)
        {
            case SourceSequence sequence:
                var items = new SourceSequence { Tag = sequence.Tag };
                _moved[node] = items;
                foreach (var item in sequence.Items)
                    items.Items.Add(Move(item));
                return items;
            case SourceMapping mapping:
                var entries = new SourceMapping { Tag = mapping.Tag, IsFlow = mapping.IsFlow };
                _moved[node] = entries;
                foreach (var (key, value) in mapping.Entries)
                    entries.Entries.Add(new(Move(key), Move(value)));
                return entries;
            default:
                var scalar = (SourceScalar)node;
                var (start, end) = _place(scalar.Start, scalar.End);
                return _moved[node] = new SourceScalar(_value is null ? scalar.Value : _value(scalar), scalar.IsPlain, start, end) { Tag = scalar.Tag };
        }
    }
}
