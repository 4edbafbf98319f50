namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// A node of a YAML or JSON document that knows where it stands. Unlike the representation model of YAML libraries it
/// keeps duplicate keys, follows merge keys, and lets one node be reached by many aliases.
/// </summary>
internal abstract class SourceNode
{
    /// <summary>The tag that an application gives a meaning to, such as <c>!Sub</c>, or <c>null</c>.</summary>
    public string? Tag { get; init; }
}

/// <summary>A scalar; <see cref="Start"/> and <see cref="End"/> enclose its text in the file without quotes and block headers.</summary>
internal sealed class SourceScalar(string value, bool isPlain, int start, int end) : SourceNode
{
    public string Value { get; } = value;
    public int Start { get; } = start;
    public int End { get; } = end;

    /// <summary>Whether it is written without quotes, not as a block, and without a tag that makes it a text.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether it stands for nothing: empty, or a plain <c>null</c> or <c>~</c>.</summary>
    public bool IsNull => Value.Length == 0 || (IsPlain && Value is "~" or "null" or "Null" or "NULL");
}

/// <summary>A sequence.</summary>
internal sealed class SourceSequence : SourceNode
{
    public List<SourceNode> Items { get; } = [];
}

/// <summary>A mapping with its entries as written.</summary>
internal sealed class SourceMapping : SourceNode
{
    private const string MergeKey = "<<";

    // Far more than real files merge; without a limit a small file could take very long.
    private const int MaximumMerged = 100;

    public List<KeyValuePair<SourceNode, SourceNode>> Entries { get; } = [];

    /// <summary>Whether it is written in braces.</summary>
    public bool IsFlow { get; init; }

    /// <summary>The value of a key: the last of duplicates, as parsers have it, else what a merge key brings in.</summary>
    public SourceNode? this[string key] =>
        Own(key) ?? (Own(MergeKey) is null ? null : Merged(key));

    /// <summary>The scalar value of a key, or <c>null</c>.</summary>
    public SourceScalar? Scalar(string key) => this[key] as SourceScalar;

    /// <summary>The entries that take effect, each key once, merged ones last.</summary>
    public IEnumerable<(SourceScalar Key, SourceNode Value)> Effective()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var mappings = new List<SourceMapping>();
        Collect(mappings, []);
        foreach (var mapping in mappings)
            for (var i = mapping.Entries.Count - 1; i >= 0; i--)
                if (mapping.Entries[i] is { Key: SourceScalar { Value: not MergeKey } key, Value: var value } && seen.Add(key.Value))
                    yield return (key, value);
    }

    private SourceNode? Own(string key)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
            if (Entries[i].Key is SourceScalar scalar && scalar.Value == key)
                return Entries[i].Value;
        return null;
    }

    private SourceNode? Merged(string key)
    {
        var mappings = new List<SourceMapping>();
        Collect(mappings, []);
        foreach (var mapping in mappings)
            if (mapping.Own(key) is { } value)
                return value;
        return null;
    }

    /// <summary>This mapping, then those it merges, nearest first; each once, so that merges in a circle end.</summary>
    private void Collect(List<SourceMapping> mappings, HashSet<SourceMapping> visited)
    {
        if (mappings.Count >= MaximumMerged || !visited.Add(this))
            return;

        mappings.Add(this);
        foreach (var (key, value) in Entries)
        {
            if (key is not SourceScalar { Value: MergeKey })
                continue;
            if (value is SourceMapping single)
                single.Collect(mappings, visited);
            else if (value is SourceSequence several)
                foreach (var item in several.Items.Take(MaximumMerged))
                    (item as SourceMapping)?.Collect(mappings, visited);
        }
    }
}
