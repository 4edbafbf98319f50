using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>Values that are set one by one, each by its path: <c>image.tag</c>, as <c>helm --set</c> has them.</summary>
internal sealed class DottedValues
{
    private const int MaximumDepth = 32;

    // Mappings are copied to be merged; aliases could make a small one very large.
    private const int MaximumCopies = 10_000;

    private readonly Dictionary<(SourceMapping, string), SourceMapping> _below = [];
    private int _copies;

    /// <summary>The same as a file of values would have it.</summary>
    public SourceMapping Values { get; } = new();

    /// <summary>Sets a value.</summary>
    /// <param name="path">The path; a dot within a key has a backslash before it.</param>
    /// <param name="value">The value; a mapping is merged with what is there.</param>
    public void Put(SourceScalar path, SourceNode value) => Put(Values, path, value, 0);

    private void Put(SourceMapping values, SourceScalar path, SourceNode value, int depth)
    {
        var merged = depth < MaximumDepth && ++_copies < MaximumCopies ? value as SourceMapping : null;
        var keys = path.Value.Replace("\\.", "\0", StringComparison.Ordinal).Split('.');
        for (var i = 0; i < keys.Length; i++)
        {
            var key = new SourceScalar(keys[i].Replace('\0', '.'), isPlain: false, path.Start, path.End);
            if (i < keys.Length - 1 || merged is not null)
                values = Below(values, key);
            else
                values.Entries.Add(new(key, value));
        }

        foreach (var (key, inner) in merged?.Effective() ?? [])
            Put(values, key, inner, depth + 1);
    }

    private SourceMapping Below(SourceMapping values, SourceScalar key)
    {
        if (_below.TryGetValue((values, key.Value), out var known))
            return known;

        var below = new SourceMapping();
        values.Entries.Add(new(key, below));
        return _below[(values, key.Value)] = below;
    }
}
