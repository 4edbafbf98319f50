namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// The readings of a template whose branches exclude each other: a key that stands twice in a mapping does so because only one of
/// them is rendered. The first reading has the first of each, the next one the second, and so on.
/// </summary>
internal sealed class DuplicateKeys
{
    // More branches than people write; each makes a copy of the document.
    private const int MaximumReadings = 16;

    private readonly int _reading;

    // Aliases lead to one node many times, and may lead in a circle.
    private readonly Dictionary<SourceNode, SourceNode> _copies = [];

    private DuplicateKeys(int reading) => _reading = reading;

    /// <summary>The document once for each of the keys that stand most often in one mapping; itself where none stands twice.</summary>
    public static IReadOnlyList<SourceNode> Readings(SourceNode document)
    {
        var count = Math.Min(Count(document, []), MaximumReadings);
        return count <= 1 ? [document] : [.. Enumerable.Range(0, count).Select(reading => new DuplicateKeys(reading).Copy(document))];
    }

    private static int Count(SourceNode node, HashSet<SourceNode> visited)
    {
        if (node is SourceScalar || !visited.Add(node))
            return 1;
        if (node is SourceSequence sequence)
            return sequence.Items.Select(item => Count(item, visited)).DefaultIfEmpty(1).Max();

        var entries = ((SourceMapping)node).Entries;
        var own = entries.Select(entry => entry.Key).OfType<SourceScalar>().GroupBy(key => key.Value, StringComparer.Ordinal).Select(keys => keys.Count()).DefaultIfEmpty(1).Max();
        return entries.Select(entry => Count(entry.Value, visited)).Append(own).Max();
    }

    private SourceNode Copy(SourceNode node)
    {
        if (node is SourceScalar)
            return node;
        if (_copies.TryGetValue(node, out var known))
            return known;

        if (node is SourceSequence sequence)
        {
            var items = new SourceSequence { Tag = sequence.Tag };
            _copies[node] = items;
            items.Items.AddRange(sequence.Items.Select(Copy));
            return items;
        }

        var mapping = (SourceMapping)node;
        var copy = new SourceMapping { Tag = mapping.Tag, IsFlow = mapping.IsFlow };
        _copies[node] = copy;
        var wanted = mapping.Entries.Where(entry => entry.Key is SourceScalar).GroupBy(entry => ((SourceScalar)entry.Key).Value, StringComparer.Ordinal)
            .Select(entries => entries.ElementAt(Math.Min(_reading, entries.Count() - 1)).Key).ToHashSet();
        foreach (var (key, value) in mapping.Entries)
            if (key is not SourceScalar || wanted.Contains(key))
                copy.Entries.Add(new(key, Copy(value)));
        return copy;
    }
}
