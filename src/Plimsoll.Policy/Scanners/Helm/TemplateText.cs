using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// A template turned into text that can be read as YAML, every character where it was: actions that print a value become a
/// word of the same length, those that control or print whole blocks become white space.
/// </summary>
internal sealed class TemplateText
{
    // Characters for private use: no reference has them.
    private const char First = '\uE000';
    private const char Rest = '\uE001';

    private static readonly string[] ControlWords = ["if", "else", "end", "range", "with", "define", "block", "break", "continue"];

    private readonly string _text;
    private readonly char[] _masked;
    private readonly List<TemplateAction> _values = [];
    private readonly List<TemplateAction> _all = [];
    private readonly List<int> _sections = [];

    private TemplateText(string text)
    {
        _text = text;
        _masked = text.ToCharArray();
        Mask();
    }

    /// <summary>The text as YAML.</summary>
    public string Masked => new(_masked);

    /// <summary>Where parts start that stand for themselves: at <c>---</c> and at <c>define</c>.</summary>
    public IReadOnlyList<int> Sections => _sections;

    /// <summary>All actions, those that control or print blocks included, in order.</summary>
    public IReadOnlyList<TemplateAction> Actions => _all;

    /// <summary>Masks a template.</summary>
    public static TemplateText Parse(string text) => new(text);

    /// <summary>Whether a masked value prints anything.</summary>
    public static bool HasActions(string masked) => masked.Contains(First);

    /// <summary>A text with each action in it replaced.</summary>
    public static string Replace(string masked, string replacement)
    {
        var text = new StringBuilder();
        foreach (var c in masked)
            if (c == First)
                text.Append(replacement);
            else if (c != Rest)
                text.Append(c);
        return text.ToString();
    }

    /// <summary>A masked value taken apart: texts, and the actions between them, in order.</summary>
    public IEnumerable<(string Text, TemplateAction? Action)> PiecesOf(SourceScalar scalar)
    {
        var next = FirstFrom(scalar.Start);
        var value = scalar.Value;
        for (var i = 0; i < value.Length;)
        {
            var end = i + 1;
            if (value[i] == First)
            {
                while (end < value.Length && value[end] == Rest)
                    end++;
                var isKnown = next < _values.Count && _values[next].Place.Start < scalar.End;
                yield return ("", isKnown ? _values[next++] : new TemplateAction(new TextRange(scalar.Start, scalar.End), ""));
            }
            else
            {
                while (end < value.Length && value[end] != First)
                    end++;
                yield return (value[i..end], null);
            }

            i = end;
        }
    }

    private int FirstFrom(int offset)
    {
        var (low, high) = (0, _values.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_values[middle].Place.Start < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Mask()
    {
        var actions = new List<TemplateAction>();
        var (hasText, lineStart, lastEnds) = (false, 0, true);
        for (var i = 0; i < _text.Length; i++)
        {
            // Behind an action that does not end there is none.
            if (lastEnds && _text.AsSpan(i).StartsWith("{{"))
            {
                var end = End(_text, i);
                lastEnds = end > 0;
                if (!lastEnds)
                    continue;

                actions.Add(new TemplateAction(new TextRange(i, end), Expression(_text.AsSpan(i + 2, end - i - 4))));
                i = end - 1;
            }
            else if (_text[i] == '\n')
            {
                Line(actions, hasText, lineStart);
                (hasText, lineStart) = (false, i + 1);
            }
            else
            {
                hasText |= !char.IsWhiteSpace(_text[i]);
            }
        }

        Line(actions, hasText, lineStart);
    }

    /// <summary>Masks the actions of one line, which may reach over several lines of the file where an action does.</summary>
    private void Line(List<TemplateAction> actions, bool hasText, int lineStart)
    {
        if (_text.AsSpan(lineStart).StartsWith("---") || actions.Exists(action => action.Expression.StartsWith("define ", StringComparison.Ordinal)))
            _sections.Add(lineStart);

        var first = lineStart;
        while (first < _text.Length && char.IsWhiteSpace(_text[first]))
            first++;

        _all.AddRange(actions);
        foreach (var action in actions)
        {
            var isAtEdge = action.Place.Start == first || IsLineEnd(action.Place.End);
            if (hasText && !(IsBlock(action.Expression) || (isAtEdge && IsControl(action.Expression))))
            {
                _values.Add(action);
                _masked.AsSpan(action.Place.Start, action.Place.End - action.Place.Start).Fill(Rest);
                _masked[action.Place.Start] = First;
                continue;
            }

            foreach (ref var c in _masked.AsSpan(action.Place.Start, action.Place.End - action.Place.Start))
                c = c is '\n' or '\r' ? c : ' ';
        }

        actions.Clear();
    }

    private bool IsLineEnd(int offset)
    {
        while (offset < _text.Length && _text[offset] is ' ' or '\t')
            offset++;
        return offset == _text.Length || _text[offset] is '\r' or '\n';
    }

    /// <summary>Whether an action prints lines, or nothing at all.</summary>
    private static bool IsBlock(string expression) =>
        expression.StartsWith("/*", StringComparison.Ordinal)
        || expression.Contains("indent ", StringComparison.Ordinal)
        || expression.Contains("toYaml", StringComparison.Ordinal)
        || (expression.StartsWith('$') && expression.Contains('='));

    private static bool IsControl(string expression)
    {
        foreach (var word in ControlWords)
            if (expression.StartsWith(word, StringComparison.Ordinal) && (expression.Length == word.Length || !char.IsAsciiLetterOrDigit(expression[word.Length])))
                return true;
        return false;
    }

    /// <summary>One past the end of the action that starts at <paramref name="start"/>, or 0 where it does not end.</summary>
    private static int End(string text, int start)
    {
        var i = start + 2;
        var content = text.AsSpan(i).TrimStart("- \t\r\n");
        if (content.StartsWith("/*"))
        {
            var comment = text.IndexOf("*/", text.Length - content.Length + 2, StringComparison.Ordinal);
            i = comment < 0 ? text.Length : comment + 2;
        }

        while (i + 1 < text.Length)
        {
            var c = text[i];
            if (c == '}' && text[i + 1] == '}')
                return i + 2;
            i = c is '"' or '`' or '\'' ? Quoted(text, i) : i + 1;
        }

        return 0;
    }

    /// <summary>One past the quoted text that starts at <paramref name="start"/>; where the quote stays open, one past the quote.</summary>
    private static int Quoted(string text, int start)
    {
        var quote = text[start];
        for (var i = start + 1; i < text.Length && (quote == '`' || text[i] != '\n'); i++)
        {
            if (text[i] == '\\' && quote != '`')
                i++;
            else if (text[i] == quote)
                return i + 1;
        }

        return start + 1;
    }

    private static string Expression(ReadOnlySpan<char> inner)
    {
        if (inner.StartsWith("-"))
            inner = inner[1..];
        if (inner.EndsWith("-"))
            inner = inner[..^1];
        return inner.Trim().ToString();
    }
}
