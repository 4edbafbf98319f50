using System.Collections;

namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>Values one after the other.</summary>
internal sealed record YamlList : YamlNode, IEnumerable<YamlNode>
{
    private readonly List<YamlNode> _items = [];

    public YamlList()
    {
    }

    public YamlList(IEnumerable<string> texts) => _items.AddRange(texts.Select(text => new YamlScalar(text)));

    public int Count => _items.Count;

    public void Add(YamlNode item) => _items.Add(item);

    public IEnumerator<YamlNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
