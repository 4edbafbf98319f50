namespace Plimsoll.Build;

/// <summary>Key-value pairs that a target adds to its line of the summary, in the order added.</summary>
public sealed class SummaryPairs
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>Adds a pair, or replaces the one with the same key.</summary>
    public SummaryPairs AddPair(string key, object? value)
    {
        var pair = KeyValuePair.Create(key, value?.ToString() ?? "");
        var index = _pairs.FindIndex(p => p.Key == key);
        if (index < 0)
            _pairs.Add(pair);
        else
            _pairs[index] = pair;
        return this;
    }

    /// <summary>Returns the pairs as <c>key: value</c>, separated by a comma.</summary>
    public override string ToString() => string.Join(", ", _pairs.Select(p => $"{p.Key}: {p.Value}"));
}
