using System.Collections;

namespace Plimsoll.Build;

/// <summary>Keys with any number of values each.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public class LookupTable<TKey, TValue> : ILookup<TKey, TValue> where TKey : notnull
{
    private readonly Dictionary<TKey, List<TValue>> _values = [];

    /// <summary>The number of keys that have values.</summary>
    public int Count => _values.Count;

    /// <summary>The values of a key, in the order in which they were added; none for one that has not been added.</summary>
    /// <param name="key">The key.</param>
    public IEnumerable<TValue> this[TKey key] => _values.TryGetValue(key, out var values) ? values : [];

    /// <summary>Adds a value to those of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void Add(TKey key, TValue value)
    {
        if (!_values.TryGetValue(key, out var values))
            _values[key] = values = [];
        values.Add(value);
    }

    /// <summary>Whether a key has values.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(TKey key) => _values.ContainsKey(key);

    /// <summary>Returns the keys with their values.</summary>
    public IEnumerator<IGrouping<TKey, TValue>> GetEnumerator() =>
        _values.SelectMany(pair => pair.Value.Select(value => (pair.Key, Value: value))).GroupBy(item => item.Key, item => item.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
