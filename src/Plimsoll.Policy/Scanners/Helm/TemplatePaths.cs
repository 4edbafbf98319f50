using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// Follows a template's actions in order and says which settings an expression names: <c>.Values.image.tag</c>, also as
/// <c>.tag</c> inside <c>with .Values.image</c>, and behind variables that stand for a setting.
/// </summary>
/// <param name="contexts">What the named templates are called with, where that is a setting.</param>
internal sealed partial class TemplatePaths(IReadOnlyDictionary<string, string> contexts)
{
    private readonly Stack<(string? Define, string? Context)> _blocks = new();
    private readonly Dictionary<string, string?> _variables = new(StringComparer.Ordinal);

    /// <summary>The named template that the current action is in, or <c>null</c>.</summary>
    public string? Define => _blocks.TryPeek(out var block) ? block.Define : null;

    /// <summary>The settings that an expression names, in order.</summary>
    public IEnumerable<string> In(string expression) =>
        Path().Matches(WithoutTexts(expression)).Select(match => Resolve(match.Value)).OfType<string>();

    /// <summary>The variable that an expression sets, or <c>null</c>.</summary>
    public static string? Assigned(string expression) => Assignment().Match(expression) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>An expression without what stands in quotes.</summary>
    public static string WithoutTexts(string expression) => Quoted().Replace(expression, match => "\"" + new string(' ', match.Length - 2) + "\"");

    /// <summary>The named templates that an expression calls, each with the setting that it is called with, or <c>null</c>.</summary>
    public IEnumerable<(string Name, string? Context)> Calls(string expression) =>
        Call().Matches(expression).Select(match => (match.Groups["name"].Value, Resolve(match.Groups["with"].Value)));

    /// <summary>Takes in what an action means for those behind it.</summary>
    public void Enter(string expression)
    {
        var (define, context) = _blocks.TryPeek(out var block) ? block : default;
        var word = Word().Match(expression).Value;
        if (Assignment().Match(expression) is { Success: true } set)
            _variables[set.Groups["name"].Value] = Resolve(expression[(set.Index + set.Length)..].Trim());
        if (word is "define" or "block")
            _blocks.Push(Quoted().Match(expression) is { Success: true } name ? (name.Value[1..^1], contexts.GetValueOrDefault(name.Value[1..^1])) : (define, null));
        else if (word is "with" or "range")
            _blocks.Push((define, Resolve(expression[(expression.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? equals + 1 : word.Length)..].Trim())));
        else if (word is "if")
            _blocks.Push((define, context));
        else if (word is "end" && _blocks.Count > 0)
            _blocks.Pop();
    }

    private string? Resolve(string path)
    {
        if (Path().Match(path) is not { Success: true, Length: var length } || length != path.Length)
            return null;

        path = path.StartsWith("$.", StringComparison.Ordinal) ? path[1..] : path;
        if (path.StartsWith(".Values", StringComparison.Ordinal))
            return path;

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var start = path[0] == '$' ? _variables.GetValueOrDefault(dot < 0 ? path : path[..dot]) : _blocks.TryPeek(out var block) ? block.Context : null;
        return start is null ? null : path == "." ? start : start + (dot < 0 ? "" : path[dot..]);
    }

    [GeneratedRegex(@"(?<![\w).])(\$\w*)?(\.[A-Za-z_][\w-]*)+|(?<![\w).])\$\w+|(?<![\w).])\.(?![\w.])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Path();

    [GeneratedRegex("""^(?:range\s+(?:\$\w+\s*,\s*)?|with\s+|if\s+)?(?<name>\$\w+)\s*:?=""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    [GeneratedRegex("""\b(include|template)\s+"(?<name>[^"]+)"\s*(?<with>[^\s()|]*)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|`[^`]*`
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted();

    [GeneratedRegex("^[a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
