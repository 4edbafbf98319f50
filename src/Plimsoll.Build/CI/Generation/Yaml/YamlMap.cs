using System.Collections;

namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>Values with names, written in the order in which they were added.</summary>
internal sealed record YamlMap : YamlNode, IEnumerable<KeyValuePair<string, YamlNode>>
{
    private readonly List<KeyValuePair<string, YamlNode>> _values = [];

    /// <summary>A map of texts, or <c>null</c> where there are none.</summary>
    public static YamlMap? From(IReadOnlyCollection<KeyValuePair<string, string>> texts)
    {
        var map = new YamlMap();
        foreach (var (key, text) in texts)
            map.Add(key, new YamlScalar(text));
        return map.Count > 0 ? map : null;
    }

    public int Count => _values.Count;

    /// <summary>Adds a value; <c>null</c> adds none.</summary>
    public void Add(string key, YamlNode? value)
    {
        if (value is not null)
            _values.Add(new(key, value));
    }

    /// <summary>Adds a list of texts; an empty one adds nothing.</summary>
    public void Add(string key, IReadOnlyCollection<string> texts)
    {
        if (texts.Count > 0)
            Add(key, new YamlList(texts));
    }

    /// <summary>Adds a text; <c>null</c> and blanks add nothing.</summary>
    public void Add(string key, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Add(key, new YamlScalar(text));
    }

    /// <summary>Adds a value, in the place of one of that name.</summary>
    public void Set(string key, YamlNode value)
    {
        var index = _values.FindIndex(pair => pair.Key == key);
        if (index < 0)
            _values.Add(new(key, value));
        else
            _values[index] = new(key, value);
    }

    public IEnumerator<KeyValuePair<string, YamlNode>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
