using Plimsoll.Publishing.Configuration.Keys;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A value of a configuration file that may be a word or a mapping.</summary>
internal sealed class YamlItem(YamlSource source, string path, YamlNode node, ConfigurationValue declared)
{
    /// <summary>Where it is, such as <c>tags.sha.prefix</c>.</summary>
    public string Path => path;

    /// <summary>The word, empty where nothing is said, or <c>null</c> for a mapping or list.</summary>
    public string? Scalar => node is not YamlScalarNode scalar ? null : YamlSection.IsNothing(node) ? "" : scalar.Value;

    /// <summary>The mapping; one without members where the value is none, which is a mistake.</summary>
    public YamlSection Section => new(source, path, node, declared);

    /// <summary>Reads the value; a mistake in it is reported with the others of the file, and <paramref name="fallback"/> stands for it.</summary>
    public T Read<T>(Func<YamlItem, T> read, T fallback) => source.Mistakes.Read(() => read(this), fallback);

    public ConfigurationMistake Error(string message, string? advice = null) => new(source.File, node.Start, message, advice);
}
