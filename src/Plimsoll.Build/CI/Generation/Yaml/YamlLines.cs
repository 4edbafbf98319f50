namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>What somebody else has written as YAML already. It is put in its place as it is, indented.</summary>
/// <param name="Lines">The lines, the outermost ones not indented.</param>
internal sealed record YamlLines(IReadOnlyList<string> Lines) : YamlNode;
