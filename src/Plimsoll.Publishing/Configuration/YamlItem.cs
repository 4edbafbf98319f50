using Plimsoll.Oci;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A value of a configuration file that may be a word or a mapping.</summary>
internal sealed class YamlItem(string file, string path, YamlNode node)
{
    /// <summary>Where it is, such as <c>tags.sha.prefix</c>.</summary>
    public string Path => path;

    /// <summary>The word, empty where nothing is said, or <c>null</c> for a mapping or list.</summary>
    public string? Scalar => node is not YamlScalarNode scalar ? null : YamlSection.IsNothing(node) ? "" : scalar.Value;

    /// <summary>The mapping.</summary>
    /// <exception cref="PlimsollException">It is none.</exception>
    public YamlSection Section => new(file, path, node);

    public PlimsollException Error(string message, string? advice = null) => YamlSection.Error(file, node.Start, message, advice);
}
