using Plimsoll.Oci;
using Plimsoll.Policy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>
/// A mapping of a configuration file, read member by member. A member that nobody asked for is an error, and every
/// error names file, line and column.
/// </summary>
internal sealed class YamlSection
{
    private readonly string _file;
    private readonly string _path;
    private readonly Mark _start;
    private readonly Dictionary<string, (YamlScalarNode Key, YamlNode Value)> _members = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    public YamlSection(string file, string path, YamlNode node)
    {
        _file = file;
        _path = path;
        _start = node.Start;
        if (node is YamlScalarNode { Value: "" } || IsNothing(node))
            return;

        if (node is not YamlMappingNode mapping)
            throw Error(node, path.Length == 0 ? "the file must be a mapping of names to values" : $"'{path}' must be a mapping of names to values");

        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } scalar)
                throw Error(key, "a key must be a string");
            _members[name] = (scalar, value);
        }
    }

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } value } node when !IsNothing(node) => value,
        var other => throw Error(other, $"'{Full(name)}' must be a string"),
    };

    /// <summary>The text, where an empty one between quotes is said too.</summary>
    public string? TextOrEmpty(string name) => Find(name) switch
    {
        YamlScalarNode { Value: "", Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } => "",
        _ => Text(name),
    };

    public bool IsList(string name) => Find(name) is YamlSequenceNode;

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw Error(Find(name)!, $"'{Full(name)}' must be true or false, not '{other}'"),
    };

    public string? Choice(string name, params string[] choices) =>
        Text(name) is not { } value || choices.Contains(value)
            ? Text(name)
            : throw Error(Find(name)!, $"'{Full(name)}' must be one of {string.Join(", ", choices)}, not '{value}'");

    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode sequence => [.. sequence.Children.Select(child => child is YamlScalarNode { Value: { Length: > 0 } value } && !IsNothing(child) ? value : throw Error(child, $"'{Full(name)}' must be a list of strings"))],
        YamlScalarNode { Value: { Length: > 0 } value } node when !IsNothing(node) => [value],
        var other => throw Error(other, $"'{Full(name)}' must be a list of strings"),
    };

    /// <summary>Where it is, such as <c>images.api.build</c>; empty for the whole file.</summary>
    public string Path => _path;

    /// <summary>The names of all members.</summary>
    public IReadOnlyCollection<string> Names => _members.Keys;

    public string RequiredText(string name) => Text(name) ?? throw Error(_file, _start, $"'{Full(name)}' is missing");

    /// <summary>A list of texts, each one of the choices.</summary>
    public IReadOnlyList<string> Choices(string name, IReadOnlyCollection<string> choices) =>
        Texts(name).FirstOrDefault(text => !choices.Contains(text)) is { } other
            ? throw Error(Find(name)!, $"'{Full(name)}' must be of {string.Join(", ", choices)}, not '{other}'")
            : Texts(name);

    /// <summary>The value of a member, whatever it is, or <c>null</c>.</summary>
    public YamlItem? Item(string name) => Find(name) is { } node ? new YamlItem(_file, Full(name), node) : null;

    /// <summary>The member as a list of one, empty where it is not there.</summary>
    public IReadOnlyList<YamlItem> One(string name) => Item(name) is { } item ? [item] : [];

    /// <summary>The entries of a list, or <c>null</c> where the member is not a list.</summary>
    public IReadOnlyList<YamlItem>? Items(string name) => Find(name) is YamlSequenceNode sequence
        ? [.. sequence.Children.Select((child, index) => new YamlItem(_file, $"{Full(name)}[{index}]", child))]
        : null;

    public YamlSection? Section(string name) => Find(name) is { } node ? new YamlSection(_file, Full(name), node) : null;

    /// <summary>Every member as a section of its own: a mapping whose names are the user's.</summary>
    public IEnumerable<(string Name, YamlSection Section)> Sections() =>
        _members.Select(member => (member.Key, new YamlSection(_file, Full(member.Key), member.Value.Value)));

    /// <summary>Refuses members that were not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, (key, _)) in _members)
            if (!_known.Contains(name))
                throw Error(key, $"unknown key '{Full(name)}'", Spelling.Advice(name, _known));
    }

    /// <summary>Where the section starts.</summary>
    public SourceSpan Span => new(_file, (int)_start.Line, (int)_start.Column, (int)_start.Line, (int)_start.Column);

    /// <summary>An error of the section itself.</summary>
    public PlimsollException Error(string message) => Error(_file, _start, message);

    /// <summary>The error of a member that was asked for and is there.</summary>
    public PlimsollException Error(string name, string message) => Error(Find(name)!, $"'{Full(name)}': {message}");

    public PlimsollException Error(YamlNode node, string message, string? advice = null) => Error(_file, node.Start, message, advice);

    public static PlimsollException Error(string file, Mark mark, string message, string? advice = null) =>
        PlimsollException.Usage($"{file}:{mark.Line}:{mark.Column}: {message}.", advice);

    /// <summary>Whether nothing is said: an empty value, or one of YAML's words for it without quotes (core schema).</summary>
    internal static bool IsNothing(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private YamlNode? Find(string name)
    {
        if (!_known.Contains(name))
            _known.Add(name);
        return _members.TryGetValue(name, out var member) ? member.Value : null;
    }

    private string Full(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
