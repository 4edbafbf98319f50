using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>A mapping of a pipeline file, of which only keys that the reader knows may be there.</summary>
internal sealed class YamlMap(YamlMappingNode node, string where)
{
    public string Where => where;

    public IEnumerable<(string Key, YamlNode Value)> Entries => node.Children.Select(pair => (Key: ((YamlScalarNode)pair.Key).Value!, pair.Value));

    public static YamlMap Load(string path) => Parse(File.ReadAllText(path), Path.GetFileName(path));

    public static YamlMap Parse(string yaml, string where) => new((YamlMappingNode)Documents(yaml)[0], where);

    public static IReadOnlyList<YamlNode> Documents(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    /// <exception cref="UnsupportedSyntaxException">There is another key.</exception>
    public YamlMap Allow(params ReadOnlySpan<string> keys)
    {
        foreach (var (key, _) in Entries)
            if (!keys.Contains(key))
                throw new UnsupportedSyntaxException($"{where}: unknown key '{key}'");
        return this;
    }

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new UnsupportedSyntaxException($"{where}.{key} is not a text"),
    };

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode mapping => new YamlMap(mapping, $"{where}.{key}"),
        YamlScalarNode { Value: "" } => null,
        _ => throw new UnsupportedSyntaxException($"{where}.{key} is not a mapping"),
    };

    public IReadOnlyList<YamlMap> Maps(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => Of(list, $"{where}.{key}"),
        _ => throw new UnsupportedSyntaxException($"{where}.{key} is not a list"),
    };

    /// <summary>The mappings of a list.</summary>
    public static IReadOnlyList<YamlMap> Of(YamlNode list, string where) =>
        [.. ((YamlSequenceNode)list).Children.Select((item, index) => new YamlMap((YamlMappingNode)item, $"{where}[{index}]"))];

    /// <summary>Texts, of one or of a list.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(item => ((YamlScalarNode)item).Value!)],
        YamlScalarNode scalar => [scalar.Value!],
        _ => throw new UnsupportedSyntaxException($"{where}.{key} is not a list of texts"),
    };

    /// <summary>Name and text of every entry.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs() => Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value is YamlScalarNode scalar
        ? scalar.Value!
        : throw new UnsupportedSyntaxException($"{where}.{entry.Key} is not a text")));

    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;
}
