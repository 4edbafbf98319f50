using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>What every reader of YAML needs of YamlDotNet's nodes.</summary>
internal static class YamlNodes
{
    public const int MaximumDepth = 64;

    /// <summary>Where a text is nested deeper than <see cref="MaximumDepth"/>, or <c>null</c>: the node model is built recursively, so that this is asked before.</summary>
    /// <exception cref="YamlException">It is not valid YAML.</exception>
    public static Mark? FindTooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
            if ((depth += parser.Current!.NestingIncrease) > MaximumDepth)
                return parser.Current.Start;
        return null;
    }

    /// <summary>A member of a mapping, or <c>null</c>.</summary>
    public static YamlNode? Child(YamlNode? node, string name) =>
        (node as YamlMappingNode)?.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } key } && key == name).Value;
}
