using Plimsoll.Policy;
using Plimsoll.Publishing.Configuration.Keys;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>
/// A mapping of a configuration file, read member by member. A member that is not declared is a mistake, and so is a value
/// of another type; each is reported with file, line and column, and reading goes on as if it was not there.
/// </summary>
internal sealed class YamlSection
{
    private readonly YamlSource _source;
    private readonly string _path;
    private readonly Mark _start;
    private readonly Dictionary<string, (YamlScalarNode Key, YamlNode Value)> _members = new(StringComparer.Ordinal);
    private readonly ConfigurationValue _declared;
    private readonly bool _isUsable = true;

    private readonly YamlNode _node;

    /// <param name="source">The file.</param>
    /// <param name="path">Where it is; empty for the whole file.</param>
    /// <param name="node">The value.</param>
    /// <param name="declared">What it can be.</param>
    public YamlSection(YamlSource source, string path, YamlNode node, ConfigurationValue declared)
    {
        _source = source;
        _node = node;
        _declared = declared;
        _path = path;
        _start = node.Start;
        if (node is YamlScalarNode { Value: "" } || IsNothing(node))
            return;

        if (node is not YamlMappingNode mapping)
        {
            _isUsable = false;
            Report(Error(node, path.Length == 0 ? "the file must be a mapping of names to values" : $"'{path}' must be a mapping of names to values"));
            return;
        }

        foreach (var (key, value) in mapping.Children)
            if (key is YamlScalarNode { Value: { } name } scalar)
                _members[name] = (scalar, value);
            else
                Report(Error(key, "a key must be a string"));
    }

    /// <summary>Adds a mistake to those of the file.</summary>
    public void Report(ConfigurationMistake mistake) => _source.Mistakes.Add(mistake);

    public string? Text(string name) => Read(name, node => Text(name, node), null);

    /// <summary>The text, where an empty one between quotes is said too.</summary>
    public string? TextOrEmpty(string name) => Find(name) switch
    {
        YamlScalarNode { Value: "", Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } => "",
        _ => Text(name),
    };

    /// <summary>The text of a member as <paramref name="parse"/> reads it; <paramref name="fallback"/> where it is not there or a mistake.</summary>
    public T Read<T>(string name, Func<string, YamlItem, T> parse, T fallback) =>
        Text(name) is { } text ? Item(name)!.Read(item => parse(text, item), fallback) : fallback;

    /// <summary>Reads several members; a mistake that one of them throws is reported, and <paramref name="fallback"/> stands for all of them.</summary>
    public T? Read<T>(Func<YamlSection, T?> read, T? fallback) => _source.Mistakes.Read(() => read(this), fallback);

    public bool IsList(string name) => Find(name) is YamlSequenceNode;

    public bool? Flag(string name) => Read<bool?>(
        name,
        node => Text(name, node) switch
        {
            "true" => true,
            "false" => false,
            var other => throw Error(node, $"'{Full(name)}' must be true or false, not '{other}'"),
        },
        null);

    /// <summary>One of the words that are declared.</summary>
    public string? Choice(string name) => Read(
        name,
        node => Text(name, node) is var text && Declared(name).Choices is var choices && choices.Contains(text) ? text : throw Error(node, $"'{Full(name)}' must be one of {string.Join(", ", choices)}, not '{text}'", Meant(text, choices)),
        null);

    public IReadOnlyList<string> Texts(string name) => Read(name, node => Texts(name, node), []);

    /// <summary>The text, or the first of a list of texts; <c>null</c> where there is none.</summary>
    public string? First(string name) => IsList(name) ? Texts(name) is [var first, ..] ? first : null : Text(name);

    /// <summary>The other texts of a list.</summary>
    public IReadOnlyList<string> Rest(string name) => IsList(name) ? [.. Texts(name).Skip(1)] : [];

    /// <summary>Where it is, such as <c>images.api.build</c>; empty for the whole file.</summary>
    public string Path => _path;

    /// <summary>The names of all members.</summary>
    public IReadOnlyCollection<string> Names => _members.Keys;

    /// <summary>The text, empty where it is missing, which is a mistake.</summary>
    public string RequiredText(string name)
    {
        // A mistyped key is reported by itself.
        if (Find(name) is null && !MeansAny(name))
            Report(new ConfigurationMistake(_source.File, _start, $"'{Full(name)}' is missing"));
        return Text(name) ?? "";
    }

    /// <summary>A list of texts, each one of the words that are declared.</summary>
    public IReadOnlyList<string> Choices(string name) => Read(
        name,
        node => Texts(name, node) is var texts && Declared(name).Choices is var choices && texts.FirstOrDefault(text => !choices.Contains(text)) is { } other
            ? throw Error(node, $"'{Full(name)}' must be of {string.Join(", ", choices)}, not '{other}'", Meant(other, choices))
            : texts,
        []);

    /// <summary>The value of a member, whatever it is, or <c>null</c>.</summary>
    public YamlItem? Item(string name) => Find(name) is { } node ? new YamlItem(_source, Full(name), node, Declared(name)) : null;

    /// <summary>The member as a list of one, empty where it is not there.</summary>
    public IReadOnlyList<YamlItem> One(string name) => Item(name) is { } item ? [item] : [];

    /// <summary>The entries of a list, or <c>null</c> where the member is not a list.</summary>
    public IReadOnlyList<YamlItem>? Items(string name) => Find(name) is YamlSequenceNode sequence
        ? [.. sequence.Children.Select((child, index) => new YamlItem(_source, $"{Full(name)}[{index}]", child, Declared(name).Item!))]
        : null;

    public YamlSection? Section(string name) => Find(name) is { } node ? new YamlSection(_source, Full(name), node, Declared(name)) : null;

    /// <summary>Every member as a section of its own: a mapping whose names are the user's.</summary>
    public IEnumerable<(string Name, YamlSection Section)> Sections() =>
        _members.Select(member => (member.Key, new YamlSection(_source, Full(member.Key), member.Value.Value, Declared(member.Key))));

    /// <summary>The same mapping as the variant whose first key is this.</summary>
    public YamlSection As(string first) => new(_source, _path, _node, ConfigurationValue.Section(_declared.Variants.First(keys => keys[0].Name == first)));

    /// <summary>Reports members that are not declared.</summary>
    /// <param name="reported">One that was reported already; none by default.</param>
    public void RefuseOthers(string? reported = null)
    {
        foreach (var name in _members.Keys.Where(name => name != reported && !IsDeclared(name)))
            Report(UnknownKey(name, Spelling.Advice(name, [.. _declared.Keys.Select(key => key.Name)])));
    }

    /// <summary>Where the section starts.</summary>
    public SourceSpan Span => new(_source.File, (int)_start.Line, (int)_start.Column, (int)_start.Line, (int)_start.Column);

    /// <summary>The mistake of the section itself.</summary>
    public ConfigurationMistake Error(string message) => new(_source.File, _start, message);

    /// <summary>The mistake of a member's name, which is the user's.</summary>
    public ConfigurationMistake KeyError(string name, string message, string advice) => Error(_members[name].Key, message, advice);

    /// <summary>The mistake of a member that there is no such key for.</summary>
    public ConfigurationMistake UnknownKey(string name, string advice) => Error(_members[name].Key, $"unknown key '{Full(name)}'", advice);

    /// <summary>Whether there is one of these members, if only mistyped: that is reported by itself.</summary>
    public bool MeansAny(params string[] names) => _isUsable ? names.Any(_members.ContainsKey) || _members.Keys.Any(key => !IsDeclared(key) && Spelling.Nearest(key, names) is not null) : true;

    /// <summary>The mistake of a member that was asked for and is there.</summary>
    public ConfigurationMistake Error(string name, string message) => Error(Find(name)!, $"'{Full(name)}': {message}");

    private ConfigurationMistake Error(YamlNode node, string message, string? advice = null) => new(_source.File, node.Start, message, advice);

    /// <summary>Whether nothing is said: an empty value, or one of YAML's words for it without quotes (core schema).</summary>
    internal static bool IsNothing(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private string Text(string name, YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 } value } && !IsNothing(node) ? value : throw Error(node, $"'{Full(name)}' must be a string");

    private IReadOnlyList<string> Texts(string name, YamlNode node) => node switch
    {
        YamlSequenceNode sequence => [.. sequence.Children.Select(child => child is YamlScalarNode { Value: { Length: > 0 } value } && !IsNothing(child) ? value : throw Error(child, $"'{Full(name)}' must be a list of strings"))],
        YamlScalarNode { Value: { Length: > 0 } value } when !IsNothing(node) => [value],
        _ => throw Error(node, $"'{Full(name)}' must be a list of strings"),
    };

    /// <summary>Reads a member that is there; a mistake in it is reported.</summary>
    private T Read<T>(string name, Func<YamlNode, T> read, T fallback) => Find(name) is { } node ? _source.Mistakes.Read(() => read(node), fallback) : fallback;

    /// <summary>A guess at the choice that was meant, or <c>null</c>: the message lists them all.</summary>
    private static string? Meant(string text, IEnumerable<string> choices) => Spelling.Nearest(text, choices) is { } nearest ? $"Did you mean '{nearest}'?" : null;

    private YamlNode? Find(string name)
    {
        _ = Declared(name);
        return _members.TryGetValue(name, out var member) ? member.Value : null;
    }

    private bool IsDeclared(string name) => _declared.Member is not null || _declared.Keys.Any(key => key.Name == name);

    /// <summary>What a member can be. What is read without being declared would be in no schema.</summary>
    private ConfigurationValue Declared(string name) => _declared.Member ?? _declared.Keys.FirstOrDefault(key => key.Name == name)?.Value
        ?? throw new InvalidOperationException($"'{Full(name)}' is read but not declared in {nameof(ConfigurationKeys)}.");

    private string Full(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
