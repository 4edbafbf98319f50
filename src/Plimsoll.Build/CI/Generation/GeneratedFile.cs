using Plimsoll.Build.CI.Generation.Yaml;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation;

/// <summary>A file that a CI host reads.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Content">Its text, with line feeds.</param>
internal sealed record GeneratedFile(string Path, string Content)
{
    /// <summary>A file of YAML that says where it comes from.</summary>
    public static GeneratedFile FromYaml(string path, ConfigurationAttributeBase attribute, YamlNode content)
    {
        string[] head =
        [
            $"# Generated from {attribute.Shown} of the class {attribute.Build.GetType().Name}. Change it there:",
            $"# './build.sh {BuiltInOption.GenerateConfiguration.Option} {attribute.Id}' writes this file.",
        ];
        return new(path, string.Concat(head.Concat(YamlWriter.ToLines(content)).Select(line => $"{line}\n")));
    }
}
