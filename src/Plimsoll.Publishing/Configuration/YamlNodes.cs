using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>What every reader of YAML needs of YamlDotNet's nodes.</summary>
internal static class YamlNodes
{
    /// <summary>A member of a mapping, or <c>null</c>.</summary>
    public static YamlNode? Child(YamlNode? node, string name) =>
        (node as YamlMappingNode)?.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: { } key } && key == name).Value;
}
