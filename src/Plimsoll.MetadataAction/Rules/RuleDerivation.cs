using System.Text.RegularExpressions;
using Plimsoll.MetadataAction.Expressions;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>What a rule sees, and where it puts its tag.</summary>
internal sealed partial class RuleDerivation
{
    private readonly Flavor _flavor;
    private readonly List<string> _warnings = [];
    private readonly List<string> _partial = [];
    private string? _main;
    private bool _isLatest;

    public RuleDerivation(Flavor flavor, WorkflowContext context)
    {
        (_flavor, Context) = (flavor, context);
        Expressions = new RuleExpressions(context, Warn);
    }

    public WorkflowContext Context { get; }

    public RuleExpressions Expressions { get; }

    public void Warn(string text) => _warnings.Add(text);

    /// <summary>Adds the tag of a rule. The first one that is not empty is the main one, and decides alone about <c>latest</c>.</summary>
    /// <param name="rule">The rule; its own affixes replace those of the flavor, even by nothing.</param>
    /// <param name="value">The tag without its affixes.</param>
    /// <param name="isLatest">Whether <c>latest</c> goes with it where the flavor leaves that to the rules.</param>
    public void Add(TagRuleLine rule, string value, bool isLatest)
    {
        var tag = Expressions.Expand(rule["prefix"] ?? _flavor.Prefix) + value + Expressions.Expand(rule["suffix"] ?? _flavor.Suffix);
        if (tag.Length == 0)
            return;

        tag = Sanitize(tag);
        if (_main is null)
            (_main, _isLatest) = (tag, _flavor.Latest == "auto" ? isLatest : _flavor.Latest == "true");
        else if (tag != _main && !_partial.Contains(tag))
            _partial.Add(tag);
    }

    public MetadataVersion ToVersion() => new(_main, _partial, _isLatest, _warnings);

    /// <summary>Each run of characters that a tag cannot hold becomes one dash. What results may still be no tag: too long, or with a dash in front.</summary>
    public static string Sanitize(string text) => Forbidden.Replace(text, "-");

    [GeneratedRegex("[^a-zA-Z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden { get; }
}
