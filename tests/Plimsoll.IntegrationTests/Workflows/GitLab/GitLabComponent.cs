using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Workflows.GitLab;

/// <summary>A component of GitLab with its inputs put in, as its <c>include</c> gives it.</summary>
internal sealed partial class GitLabComponent
{
    private readonly YamlMap _jobs;

    public GitLabComponent(string yaml, IReadOnlyDictionary<string, string> given)
    {
        var documents = YamlMap.Documents(yaml);
        var spec = new YamlMap((YamlMappingNode)documents[0], "component").Allow("spec").Map("spec")!.Allow("inputs").Map("inputs")!;
        var inputs = spec.Entries.ToDictionary(entry => entry.Key, entry =>
            given.GetValueOrDefault(entry.Key) ?? spec.Map(entry.Key)!.Allow("description", "default").Text("default") ?? throw new UnsupportedSyntaxException($"The component needs {entry.Key}"));
        if (given.Keys.FirstOrDefault(name => !inputs.ContainsKey(name)) is { } unknown)
            throw new UnsupportedSyntaxException($"The component has no input {unknown}");
        _jobs = new YamlMap((YamlMappingNode)Interpolate(documents[1], inputs), "component");
    }

    /// <summary>The jobs that can run; those whose names begin with a dot are parts of others.</summary>
    public IEnumerable<string> Jobs => _jobs.Entries.Select(entry => entry.Key).Where(name => !name.StartsWith('.'));

    /// <summary>A job with what it extends.</summary>
    public YamlMap Job(string name)
    {
        var job = _jobs.Map(name) ?? throw new UnsupportedSyntaxException($"There is no job {name}");
        if (job.Text("extends") is not { } extended)
            return job;
        return new YamlMap(Merge(_jobs.Map(extended)!, job), name);
    }

    /// <summary>Mappings are merged, and everything else is replaced.</summary>
    private static YamlMappingNode Merge(YamlMap lower, YamlMap upper)
    {
        var merged = new YamlMappingNode();
        foreach (var (key, value) in lower.Entries)
            merged.Children[key] = value is YamlMappingNode && upper.Map(key) is { } own ? Merge(lower.Map(key)!, own) : upper.Find(key) ?? value;
        foreach (var (key, value) in upper.Entries.Where(entry => entry.Key != "extends" && !lower.Has(entry.Key)))
            merged.Children[key] = value;
        return merged;
    }

    private static YamlNode Interpolate(YamlNode node, Dictionary<string, string> inputs) => node switch
    {
        YamlMappingNode mapping => new YamlMappingNode(mapping.Children.Select(pair => KeyValuePair.Create(pair.Key, Interpolate(pair.Value, inputs)))),
        YamlSequenceNode list => new YamlSequenceNode(list.Children.Select(item => Interpolate(item, inputs))),
        YamlScalarNode { Value: { } text } => new YamlScalarNode(Input.Replace(text, match =>
            inputs.TryGetValue(match.Groups["name"].Value, out var value) ? value : throw new UnsupportedSyntaxException(match.Value))),
        _ => node,
    };

    [GeneratedRegex(@"\$\[\[\s*(?:inputs\.(?<name>[a-z-]+))?[^\]]*\]\]")]
    private static partial Regex Input { get; }
}
