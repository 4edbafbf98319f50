namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>A part of a YAML document that is to be written.</summary>
internal abstract record YamlNode
{
    public static implicit operator YamlNode(string text) => new YamlScalar(text);

    public static implicit operator YamlNode(int number) => new YamlScalar(number);

    public static implicit operator YamlNode(bool value) => new YamlScalar(value);
}
