using Plimsoll.Publishing.Configuration.Keys;
using Plimsoll.Publishing.Signatures;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration.Settings;

/// <summary>
/// Lists every setting with its value and where that comes from: what was given, else the environment variable, else the
/// configuration file, else the default. The file is walked along the declared keys.
/// </summary>
internal sealed class EffectiveSettings
{
    /// <summary>What is set for a run alone.</summary>
    private static readonly (string Name, string? Default)[] OfRun = [("environment", null), ("component", null), ("via", "direct"), ("host", "auto"), ("verbosity", "normal")];

    private readonly Func<string, string?> _given;
    private readonly Func<string, string?> _environment;
    private readonly PlimsollConfiguration _configuration;
    private readonly List<Setting> _settings = [];

    private EffectiveSettings(PlimsollConfiguration configuration, Func<string, string?> environment, Func<string, string?> given) =>
        (_configuration, _environment, _given) = (configuration, environment, given);

    /// <summary>Lists the settings: those of the file in the order of its documentation, then those of the run.</summary>
    /// <param name="configuration">The configuration, whose file is read again.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="given">What the user gave, by the setting's name such as <c>tag-prefix</c>; <c>null</c> for nothing.</param>
    /// <exception cref="Plimsoll.Oci.PlimsollException">The component or the environment that is given does not exist (exit code 2).</exception>
    public static IReadOnlyList<Setting> List(PlimsollConfiguration configuration, Func<string, string?> environment, Func<string, string?> given)
    {
        var settings = new EffectiveSettings(configuration, environment, given);
        settings.AddAll();
        return settings._settings;
    }

    private void AddAll()
    {
        var root = ConfigurationFile.ReadTree(_configuration) as YamlMappingNode;
        AddMapping(ConfigurationKeys.Root.Keys, root, "");
        if (Overriding("component") is { } chosen)
            UseComponent(Component.Find(_configuration, chosen.Value), root);
        foreach (var (name, value) in OfRun)
            _settings.Add(Overriding(name) is { } found ? new Setting(name, name == "environment" ? _configuration.ResolveEnvironment(found.Value) : found.Value, found.Origin) : new Setting(name, value, SettingOrigin.Default));
    }

    /// <summary>What the component says counts before what the file says for all, and its prefix before the variable, too.</summary>
    private void UseComponent(Component component, YamlMappingNode? root)
    {
        var members = YamlNodes.Child(YamlNodes.Child(root, "components"), component.Name);
        Use("image", "image", SettingOriginKind.Variable);
        Use("registry", "registry", SettingOriginKind.Variable);
        Use("version.tagPrefix", "tagPrefix", SettingOriginKind.Option);

        void Use(string key, string name, SettingOriginKind above)
        {
            var index = _settings.FindIndex(setting => setting.Key == key);
            if (_settings[index].Origin.Kind >= above)
                return;
            if (YamlNodes.Child(members, name) is YamlScalarNode { Value: { } text } node)
                _settings[index] = new Setting(key, text, SettingOrigin.In(_configuration.File!, node.Start));
            else if (name == "tagPrefix")
                _settings[index] = new Setting(key, component.TagPrefix, SettingOrigin.Default);
        }
    }

    private void AddMapping(IReadOnlyList<ConfigurationKey> keys, YamlMappingNode? mapping, string path)
    {
        foreach (var key in keys)
            Add(key, YamlNodes.Child(mapping, key.Name), path.Length == 0 ? key.Name : $"{path}.{key.Name}");
    }

    private void Add(ConfigurationKey key, YamlNode? node, string path)
    {
        if (key.Variable is { } variable && Override(path, variable) is { } above)
            _settings.Add(above);
        else if (node is not null && !YamlSection.IsNothing(node))
            AddNode(key.Value, node, path);
        else if (key.Value.Keys.Any(member => member.Variable is { } name && _environment(name) is not null))
            AddMapping(key.Value.Keys, null, path);
        else if ((key.Default ?? ComputeDefault(path)) is { } value)
            _settings.Add(new Setting(path, value, SettingOrigin.Default));
        else if (key.Value is { Keys.Count: > 0, TakesFlag: false })
            AddMapping(key.Value.Keys, null, path);
        else if (key.Variable is not null)
            _settings.Add(new Setting(path, null, SettingOrigin.Default));
    }

    private void AddNode(ConfigurationValue value, YamlNode node, string path)
    {
        switch (node)
        {
            case YamlScalarNode scalar:
                _settings.Add(new Setting(path, scalar.Value ?? "", SettingOrigin.In(_configuration.File!, node.Start)));
                break;
            case YamlSequenceNode sequence when sequence.Children.All(child => child is YamlScalarNode):
                _settings.Add(new Setting(path, [.. sequence.Children.Select(child => ((YamlScalarNode)child).Value ?? "")], IsList: true, SettingOrigin.In(_configuration.File!, node.Start)));
                break;
            case YamlSequenceNode sequence:
                for (var index = 0; index < sequence.Children.Count; index++)
                    AddNode(value.Item!, sequence.Children[index], $"{path}[{index}]");
                break;
            case YamlMappingNode mapping when value.Member is { } member:
                foreach (var (name, child) in mapping.Children)
                    if (YamlSection.IsNothing(child))
                        AddMapping(member.Keys, null, $"{path}.{name}");
                    else
                        AddNode(member, child, $"{path}.{name}");
                break;
            case YamlMappingNode mapping:
                AddMapping(value.Variants.FirstOrDefault(keys => YamlNodes.Child(mapping, keys[0].Name) is not null) ?? value.Keys, mapping, path);
                break;
        }
    }

    /// <summary>A default that depends on the name.</summary>
    private string? ComputeDefault(string path) => path.Split('.') switch
    {
        ["environments", .. var name, "production"] => _configuration.IsProduction(string.Join('.', name)) ? "true" : "false",
        ["components", .. var name, "tagPrefix"] => $"{string.Join('.', name)}-v",
        _ => null,
    };

    private (string Value, SettingOrigin Origin)? Overriding(string setting) =>
        _given(setting) is { } given ? (given, new SettingOrigin(SettingOriginKind.Option, setting))
        : _environment(Variable(setting)) is { } variable ? (variable, new SettingOrigin(SettingOriginKind.Variable, Variable(setting)))
        : null;

    private Setting? Override(string key, string variable) => Overriding(SettingOf(variable)) is { } found ? new Setting(key, variable == SignKeySetting.Variable ? SignKeySetting.Mask(found.Value) : found.Value, found.Origin) : null;

    private static string Variable(string setting) => $"PLIMSOLL_{setting.Replace('-', '_').ToUpperInvariant()}";

    private static string SettingOf(string variable) => variable["PLIMSOLL_".Length..].Replace('_', '-').ToLowerInvariant();
}
