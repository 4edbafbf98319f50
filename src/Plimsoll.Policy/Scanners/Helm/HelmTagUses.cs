using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// What the templates of a chart do with the tag of an image: a digest may stand behind it only where all that it becomes is
/// the end of a reference. A label, a name or a comparison takes no digest.
/// </summary>
internal sealed partial class HelmTagUses
{
    private const string Masked = "\uE001";

    private const string Algorithm = "sha256:";

    // Functions that hand a tag on as it is.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "quote", "squote", "toString", "trim", "lower", "default", "coalesce", "required", "printf", "print", "tpl", "include", "template", "ternary", "dict", "list",
        "if", "else", "and", "or", "not", "empty", "with", "true", "false", "nil",
    };

    private static readonly HashSet<string> Conditions = new(StringComparer.Ordinal) { "if", "else", "with", "and", "or", "not", "empty", "default" };

    private readonly string _parent;
    private readonly string _tag;
    private readonly Dictionary<string, string> _contexts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tainted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bare = new(StringComparer.Ordinal);
    private bool _passesParent;

    private HelmTagUses(HelmChart chart, SourceText? values, string parent, string key)
    {
        (_parent, _tag) = (parent, $"{parent}.{key}");

        // Values may be templates themselves, which charts render with 'tpl'.
        var templates = chart.Templates().Concat(values is null ? [] : [values]).Where(source => source.Text.Contains("{{", StringComparison.Ordinal)).Select(source => (Source: source, Text: TemplateText.Parse(source.Text))).ToList();
        for (var known = -1; known < _tainted.Count + _contexts.Count && Other is null;)
        {
            known = _tainted.Count + _contexts.Count;
            foreach (var (source, text) in templates)
                Read(source, text);
        }
    }

    /// <summary>The first place that uses the tag as something else than the end of a reference, or <c>null</c>.</summary>
    public SourceSpan? Other { get; private set; }

    /// <summary>Whether all that uses the image is known, so that a key which no template reads has no effect.</summary>
    public bool IsWhole => IsUsed && !_passesParent;

    private bool IsUsed { get; set; }

    /// <summary>Whether templates use a key beside the tag.</summary>
    public bool Reads(string key) => _read.Contains($"{_parent}.{key}");

    /// <summary>Whether templates write the algorithm of a digest before the value of a key beside the tag.</summary>
    public bool WritesAlgorithm(string key) => _bare.Contains($"{_parent}.{key}");

    /// <summary>Reads the chart around a values file; <c>null</c> where there is none.</summary>
    /// <param name="valuesPath">The absolute path of the values file.</param>
    /// <param name="parent">The mapping of the image, such as <c>.Values.image</c>.</param>
    /// <param name="key">The key of the tag in it.</param>
    /// <param name="tree">The files.</param>
    public static HelmTagUses? Find(string valuesPath, string parent, string key, SourceTree tree)
    {
        if (HelmChart.Around(valuesPath, tree) is not { } chart)
            return null;

        // The values of a subchart are its own, below its name.
        var uses = new HelmTagUses(chart, tree.Text(valuesPath), parent, key);
        return uses is { IsUsed: false, Other: null } && parent.Split('.') is ["", "Values", var name, .. var rest] && chart.Subchart(name) is { } sub
            ? new HelmTagUses(sub, null, string.Join('.', ["", "Values", .. rest]), key)
            : uses;
    }

    private void Read(SourceText source, TemplateText text)
    {
        var paths = new TemplatePaths(_contexts);
        foreach (var action in text.Actions)
        {
            if (action.Expression.StartsWith("/*", StringComparison.Ordinal))
                continue;

            foreach (var (name, context) in paths.Calls(action.Expression))
                if (context is not null && _tag.StartsWith(context + ".", StringComparison.Ordinal))
                    _contexts.TryAdd(name, context);
            Judge(action, source, paths);
            paths.Enter(action.Expression);
        }
    }

    private void Judge(TemplateAction action, SourceText source, TemplatePaths paths)
    {
        var (before, after) = LineOf(action, source.Text);
        if (before.TrimStart().StartsWith('#'))
            return;

        var (named, expression, key) = (paths.In(action.Expression).ToList(), TemplatePaths.WithoutTexts(action.Expression), LastKey().Match(before).Groups["key"].Value);
        var isImageKey = key.EndsWith("image", StringComparison.OrdinalIgnoreCase) || key == "reference";
        _read.UnionWith(named);
        if (before.EndsWith(Algorithm, StringComparison.Ordinal) || action.Expression.Contains(Algorithm, StringComparison.Ordinal))
            _bare.UnionWith(named);
        _passesParent |= isImageKey && named.Contains(_parent);
        if (!named.Contains(_tag) && !paths.Calls(action.Expression).Any(call => _tainted.Contains(call.Name)) && !VariableName().Matches(expression).Any(match => _tainted.Contains(source.Path + match.Value)))
            return;

        IsUsed = true;
        var functions = FunctionName().Matches(PathName().Replace(expression, " ")).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var isCondition = ConditionWord().IsMatch(action.Expression);
        if (!functions.IsSubsetOf(isCondition ? Conditions : Harmless) || !(isCondition || (EndsReference(action.Expression) && IsEnd(after))))
            Other ??= source.Span(action.Place.Start, action.Place.End);
        else if (TemplatePaths.Assigned(action.Expression) is { } variable)
            _tainted.Add(source.Path + variable);
        else if (isCondition || isImageKey || ComposedReference().IsMatch(before) || named.Contains(_parent + ".repository"))
            return;

        // What a named template prints as a whole is judged where it is included.
        else if (paths.Define is { } define && key.Length == 0)
            _tainted.Add(define);
        else
            Other ??= source.Span(action.Place.Start, action.Place.End);
    }

    /// <summary>What stands on the line of an action, with <see cref="Masked"/> for other actions.</summary>
    private static (string Before, string After) LineOf(TemplateAction action, string text)
    {
        var start = action.Place.Start == 0 ? 0 : text.LastIndexOf('\n', action.Place.Start - 1) + 1;
        var end = text.IndexOf('\n', action.Place.End);
        return (AnyAction().Replace(text[start..action.Place.Start], Masked), text[action.Place.End..(end < 0 ? text.Length : end)]);
    }

    /// <summary>Whether what <c>printf</c> prints last is the tag, or a digest behind it.</summary>
    private static bool EndsReference(string expression)
    {
        foreach (Match match in Format().Matches(expression))
            if (match.Groups["format"].Value is var format && !TagFormat().IsMatch(format[(format.AsSpan().LastIndexOfAny(':', '/') + 1)..]))
                return false;
        return true;
    }

    /// <summary>Whether nothing of the same word stands behind an action but what adds a digest or ends a condition.</summary>
    private static bool IsEnd(string after) =>
        after.Length == 0 || after[0] is ' ' or '\t' or '\r' or '"' or '\'' or ',' or '}' or ']' or '@' || Following().IsMatch(after);

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex AnyAction();

    [GeneratedRegex(@"^(else\s+)?(if|with)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ConditionWord();

    [GeneratedRegex(@"(?<key>[\w./-]+)[""']?:(?=\s)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.RightToLeft)]
    private static partial Regex LastKey();

    [GeneratedRegex(@"[^\s""']*[\uE001/][^\s""']*:$", RegexOptions.CultureInvariant)]
    private static partial Regex ComposedReference();

    [GeneratedRegex(@"\bprintf\s+""(?<format>[^""]*)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Format();

    [GeneratedRegex(@"^[\w.-]*(%[sv])+(@(%[sv])+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TagFormat();

    [GeneratedRegex(@"^\{\{-?\s*(if|else|end|with|/\*|[^}]*digest)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Following();

    [GeneratedRegex(@"\$\w+(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\$?[\w$]*(\.[\w-]+)+|\$\w*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PathName();

    [GeneratedRegex(@"(?<![\w.$])[A-Za-z]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionName();
}
