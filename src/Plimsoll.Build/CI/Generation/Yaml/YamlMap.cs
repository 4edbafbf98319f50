using System.Collections;

namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>Values with names, written in the order in which they were added.</summary>
internal sealed record YamlMap : YamlNode, IEnumerable<KeyValuePair<string, YamlNode>>
{
    private readonly List<KeyValuePair<string, YamlNode>> _values = [];

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

    public IEnumerator<KeyValuePair<string, YamlNode>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
