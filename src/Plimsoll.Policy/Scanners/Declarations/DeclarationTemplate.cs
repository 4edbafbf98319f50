using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>
/// Placeholders in texts of HCL and Bicep: <c>${var.name}</c>, <c>${a ? "x" : "y"}</c>, and directives like <c>%{if}</c>, which are
/// unknown; <c>$${</c> is the text <c>${</c>.
/// </summary>
internal static class DeclarationTemplate
{
    /// <summary>A placeholder with an unknown value.</summary>
    public const string Unknown = "${?}";

    private const int MaximumTerms = 64;

    /// <summary>The first placeholder of HCL at or behind a position.</summary>
    public static Placeholder? Find(string text, int from) => Find(text, from, DeclarationLanguage.Hcl);

    /// <summary>The first placeholder of Bicep at or behind a position.</summary>
    public static Placeholder? FindInBicep(string text, int from) => Find(text, from, DeclarationLanguage.Bicep);

    private static Placeholder? Find(string text, int from, DeclarationLanguage language)
    {
        for (var i = from; ; i++)
        {
            var length = text.AsSpan(Math.Min(i, text.Length)).IndexOf('{');
            if (length < 0)
                return null;

            i += length;
            if (i == from || text[i - 1] is not ('$' or '%'))
                continue;
            if (i - 2 >= from && text[i - 2] == text[i - 1])
                return Placeholder.Literal(i - 2, i + 1, text[(i - 1)..(i + 1)]);

            var end = DeclarationCursor.TemplateEnd(text, i + 1, text.Length, language);
            return text[i - 1] == '%' || text[end - 1] != '}' ? Placeholder.Unknown(i - 1, end) : new Placeholder(i - 1, end, Terms(text, i + 1, end - 1, language));
        }
    }

    /// <summary>The names of <c>${a.b["c"]}</c> where a text is nothing else, or <c>null</c>.</summary>
    public static string[]? ParsePath(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && DeclarationCursor.TemplateEnd(text, 2, text.Length) == text.Length && text[^1] == '}' ? Path(text[2..^1].Trim()) : null;

    private static List<PlaceholderTerm> Terms(string text, int start, int end, DeclarationLanguage language)
    {
        if (start < end && text[start] == '~')
            start++;
        if (start < end && text[end - 1] == '~')
            end--;
        var terms = new List<PlaceholderTerm>();
        Add(DeclarationReader.Expression(text, start, end, language), terms, text);
        return terms;
    }

    private static void Add(SourceNode node, List<PlaceholderTerm> terms, string text)
    {
        if (node is SourceAlternatives choice && terms.Count < MaximumTerms)
        {
            foreach (var option in choice.Options)
                Add(option, terms, text);
        }
        else if (node is SourceScalar scalar && ParsePath(scalar.Value) is { } path)
        {
            terms.Add(PlaceholderTerm.Variable(string.Join('.', path)));
        }
        else if (node is SourceScalar literal && !literal.Value.Contains("${", StringComparison.Ordinal) && !literal.Value.Contains("%{", StringComparison.Ordinal))
        {
            var range = new TextRange(literal.Start, literal.End);
            var isInPlace = text.AsSpan(range.Start, range.End - range.Start).SequenceEqual(literal.Value);
            terms.Add(new PlaceholderTerm(null, literal.IsNull ? "" : literal.Value) { Range = isInPlace ? range : null });
        }
        else
        {
            terms.Add(PlaceholderTerm.Unknown);
        }
    }

    /// <summary>The resource manager's <c>parameters('a').b</c> as <c>parameters['a'].b</c>, and <c>a.?b</c> as <c>a.b</c>.</summary>
    private static string AsNames(string expression)
    {
        ReadOnlySpan<string> functions = ["parameters(", "variables("];
        foreach (var function in functions)
            if (expression.StartsWith(function, StringComparison.OrdinalIgnoreCase) && expression.IndexOf(')') is > 0 and var close)
                expression = $"{function[..^1]}[{expression[function.Length..close]}]{expression[(close + 1)..]}";
        return expression.Replace(".?", ".", StringComparison.Ordinal);
    }

    private static string[]? Path(string expression)
    {
        expression = AsNames(expression);
        var names = new List<string>();
        var start = 0;
        for (var i = 0; i <= expression.Length; i++)
        {
            var c = i < expression.Length ? expression[i] : '.';
            if (char.IsLetterOrDigit(c) || c is '_' or '-')
                continue;
            if (c is not ('.' or '['))
                return null;

            // Behind a bracket there is no name. What may be missing, x.?y, has the same place.
            if (i > start)
                names.Add(expression[start..i]);
            else if (i == 0 || expression[i - 1] != ']')
                return null;
            start = i + 1;
            if (c != '[')
                continue;

            var close = expression.IndexOf(']', i);
            if (close < 0)
                return null;
            var index = expression[(i + 1)..close].Trim();
            if (index.Length > 2 && index[0] is '"' or '\'' && index[^1] == index[0] && index.AsSpan(1, index.Length - 2).IndexOfAny("\"'\\.$") < 0)
                names.Add(index[1..^1]);
            else if (index.Length is > 0 and < 6 && index.All(char.IsAsciiDigit))
                names.Add(index);
            else
                return null;
            (i, start) = (close, close + 1);
        }

        return names.Count > 0 && !char.IsAsciiDigit(names[0][0]) ? [.. names] : null;
    }
}
