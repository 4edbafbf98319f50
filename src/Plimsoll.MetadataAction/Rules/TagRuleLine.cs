using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>One line of the input <c>tags</c>: a type with its attributes, those that have a default included.</summary>
internal sealed record TagRuleLine
{
    private const string Pattern = "pattern";
    private const string Value = "value";

    private static readonly string[] Defaults = ["type=schedule", "type=ref,event=branch", "type=ref,event=tag", "type=ref,event=pr"];

    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);

    private TagRuleLine(RuleType type) => Type = type;

    /// <summary>The type; <see cref="RuleType.Raw"/> where the line names none.</summary>
    public RuleType Type { get; }

    /// <summary>The attributes by their names in lower case; those that the type does not know are kept, and mean nothing.</summary>
    public IReadOnlyDictionary<string, string> Attributes => _attributes;

    /// <summary>The attribute's text, or <c>null</c> where the line does not have it.</summary>
    public string? this[string name] => _attributes.GetValueOrDefault(name);

    /// <summary>
    /// Parses the entries of the input and puts them in the order they are derived in, highest priority first. Without an
    /// entry there are four: schedule, branch, git tag and pull request.
    /// </summary>
    /// <exception cref="PlimsollException">An entry cannot be used (exit code 2).</exception>
    public static IReadOnlyList<TagRuleLine> ParseAll(IReadOnlyList<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return RulePriority.Order([.. (entries.Count == 0 ? Defaults : entries).Select(Parse)]);
    }

    /// <summary>
    /// Parses one entry: comma-separated fields, each a name and a value around the first <c>=</c>. A field without a name is
    /// the attribute <c>value</c>, and what comes last wins.
    /// </summary>
    /// <exception cref="PlimsollException">The type is unknown, an attribute that it needs is missing, or one has a value that it cannot have (exit code 2).</exception>
    public static TagRuleLine Parse(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        RuleType? type = null;
        foreach (var field in CsvRecord.ParseStrict(entry))
        {
            // A field that starts with = has no name.
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                attributes[Value] = JavaScriptText.Trim(field);
            else if (JavaScriptText.Trim(field[..equals]).ToLowerInvariant() is var name && name != "type")
                attributes[name] = JavaScriptText.Trim(field[(equals + 1)..]);
            else
                type = ParseType(JavaScriptText.Trim(field[(equals + 1)..]));
        }

        var line = new TagRuleLine(type ?? RuleType.Raw);
        foreach (var (name, value) in attributes)
            line._attributes.Add(name, value);
        line.Complete(entry);
        return line;
    }

    private void Complete(string entry)
    {
        switch (Type)
        {
            case RuleType.Schedule:
                Default(Pattern, "nightly");
                break;
            case RuleType.Semver or RuleType.Pep440:
                Require(Pattern, entry);
                Default(Value, "");
                Default("match", "");
                break;
            case RuleType.Match:
                Require(Pattern, entry);
                Default("group", "0");
                if (double.IsNaN(JavaScriptText.Number(_attributes["group"])))
                    throw PlimsollException.Usage($"Invalid match group for {entry}");
                Default(Value, "");
                break;
            case RuleType.Edge:
                Default("branch", "");
                break;
            case RuleType.Ref:
                Require("event", entry);
                if (_attributes["event"] is not ("branch" or "tag" or "pr"))
                    throw PlimsollException.Usage($"Invalid event for {entry}");
                if (_attributes["event"] == "pr")
                    Default("prefix", "pr-");
                break;
            case RuleType.Raw:
                Require(Value, entry);
                break;
            case RuleType.Sha:
                Default("prefix", "sha-");
                Default("format", "short");
                if (_attributes["format"] is not ("short" or "long"))
                    throw PlimsollException.Usage($"Invalid format for {entry}");
                break;
        }

        Default("enable", "true");
        Default("priority", RulePriority.GetDefault(Type));
    }

    private void Default(string name, string value) => _attributes.TryAdd(name, value);

    private void Require(string name, string entry)
    {
        if (!_attributes.ContainsKey(name))
            throw PlimsollException.Usage($"Missing {name} attribute for {entry}");
    }

    private static RuleType ParseType(string name) => name switch
    {
        "schedule" => RuleType.Schedule,
        "semver" => RuleType.Semver,
        "pep440" => RuleType.Pep440,
        "match" => RuleType.Match,
        "edge" => RuleType.Edge,
        "ref" => RuleType.Ref,
        "raw" => RuleType.Raw,
        "sha" => RuleType.Sha,
        _ => throw PlimsollException.Usage($"Unknown tag type attribute: {name}"),
    };
}
