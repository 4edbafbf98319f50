using Plimsoll.Publishing.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>Reads files of settings in YAML or JSON that are somebody else's: what has another form than expected is not there.</summary>
internal static class YamlTree
{
    /// <summary>The first document, or <c>null</c> with a note where it cannot be read.</summary>
    public static YamlNode? Read(RepositoryTree tree, string file, ConfigurationDraft draft)
    {
        if (tree.ReadText(file) is not { } text)
            return null;

        try
        {
            if (YamlBounds.FindExcess(text) is { } excess)
                return Refuse(file, draft, excess.Start.Line, excess.Reason);

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException exception)
        {
            return Refuse(file, draft, exception.Start.Line, exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return Refuse(file, draft, null, "it is not valid YAML");
        }
    }

    public static YamlNode? Child(YamlNode? node, string name) => YamlNodes.Child(node, name);

    public static string? Text(YamlNode? node, string name) => (Child(node, name) as YamlScalarNode)?.Value;

    /// <summary>The entries of a list, or the one that stands for it.</summary>
    public static IReadOnlyList<YamlNode> Items(YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode sequence => [.. sequence.Children],
        _ => [node],
    };

    /// <summary>The texts of a list, or the one that stands for it.</summary>
    public static IReadOnlyList<string> Texts(YamlNode? node) => [.. Items(node).OfType<YamlScalarNode>().Select(scalar => scalar.Value).OfType<string>()];

    public static IEnumerable<(string Name, YamlNode Value, long Line)> Members(YamlNode? node) =>
        (node as YamlMappingNode)?.Children.Where(pair => pair.Key is YamlScalarNode).Select(pair => (((YamlScalarNode)pair.Key).Value ?? "", pair.Value, pair.Key.Start.Line)) ?? [];

    /// <summary>Every mapping of the tree, those below in their order.</summary>
    public static IEnumerable<YamlMappingNode> Mappings(YamlNode? node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.Values.SelectMany(Mappings).Prepend(mapping),
        YamlSequenceNode sequence => sequence.Children.SelectMany(Mappings),
        _ => [],
    };

    private static YamlNode? Refuse(string file, ConfigurationDraft draft, long? line, string reason)
    {
        draft.Unconverted(file, line, $"the file could not be read: {reason.ReplaceLineEndings(" ")}");
        return null;
    }
}
