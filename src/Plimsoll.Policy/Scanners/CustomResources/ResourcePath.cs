using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>Follows the path of a <see cref="ResourceField"/> through a resource.</summary>
internal sealed class ResourcePath
{
    private readonly string[] _segments;

    // Aliases make a resource a graph; each node is passed once at each place of the path.
    private readonly HashSet<(SourceNode, int)> _visited = [];
    private readonly List<(SourceMapping? Parent, SourceNode Node)> _found = [];

    private ResourcePath(string[] segments) => _segments = segments;

    /// <summary>What the path leads to, each with the mapping that holds it.</summary>
    public static IReadOnlyList<(SourceMapping? Parent, SourceNode Node)> Find(SourceNode resource, string[] segments)
    {
        var path = new ResourcePath(segments);
        path.Follow(null, resource, 0);
        return path._found;
    }

    private void Follow(SourceMapping? parent, SourceNode node, int index)
    {
        if (index == _segments.Length)
            _found.Add((parent, node));
        else if (!_visited.Add((node, index)))
            return;
        else if (_segments[index] == "**")
            Below(parent, node, index);
        else if (node is SourceSequence sequence && _segments[index] == "*")
            foreach (var item in sequence.Items)
                Follow(null, item, index + 1);
        else if (node is SourceMapping mapping)
            Keys(mapping, index);
    }

    private void Keys(SourceMapping mapping, int index)
    {
        var segment = _segments[index];
        if (segment[0] != '*')
        {
            if (mapping[segment] is { } value)
                Follow(mapping, value, index + 1);
            return;
        }

        foreach (var (key, value) in mapping.Effective())
            if (!DataKeys.IsData(key.Value) && key.Value.EndsWith(segment[1..], StringComparison.OrdinalIgnoreCase))
                Follow(mapping, value, index + 1);
    }

    private void Below(SourceMapping? parent, SourceNode node, int index)
    {
        Follow(parent, node, index + 1);
        if (node is SourceSequence sequence)
            foreach (var item in sequence.Items)
                Follow(null, item, index);
        else if (node is SourceMapping mapping)
            foreach (var (key, value) in mapping.Effective())
                if (!DataKeys.IsData(key.Value))
                    Follow(mapping, value, index);
    }
}
