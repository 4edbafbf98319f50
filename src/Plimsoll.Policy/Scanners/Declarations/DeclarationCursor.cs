using System.Globalization;
using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>A position in a text of HCL or Bicep, and the words of the language.</summary>
internal sealed class DeclarationCursor(string text, int start, int end, DeclarationLanguage language)
{
    private const int MaximumNesting = 32;

    private const string LongQuote = "'''";

    private int _brackets;

    public int Position { get; private set; } = start;

    public bool IsAtEnd => Position >= end;

    /// <summary>What encloses a text.</summary>
    public char Quote { get; } = QuoteOf(language);

    /// <summary>The character here, NUL at the end.</summary>
    public char Current => At(Position);

    public char Next => At(Position + 1);

    /// <summary>How long an operator between two operands is that starts here, 0 for none.</summary>
    public int OperatorLength => (Current, Next) switch
    {
        ('=' or '!' or '<' or '>', '=') or ('=' or '!', '~') or ('&', '&') or ('|', '|') => 2,
        ('+' or '-' or '*' or '/' or '%' or '<' or '>', _) => 1,
        _ => 0,
    };

    public string From(int from) => Between(from, Position);

    public string Between(int from, int to) => text[Math.Min(from, to)..Math.Min(to, end)];

    public void Advance(int length) => Position = Math.Min(Position + length, end);

    /// <summary>Goes back to where it was before.</summary>
    public void Return(int position) => Position = position;

    public void GiveUp() => Position = end;

    /// <summary>Inside brackets a line break is only a blank.</summary>
    public void Enter() => _brackets++;

    public void Leave() => _brackets--;

    /// <summary>Inside of braces a line break ends an entry, also where brackets are around them.</summary>
    public int EnterBody()
    {
        var brackets = _brackets;
        _brackets = 0;
        return brackets;
    }

    public void LeaveBody(int brackets) => _brackets = brackets;

    /// <summary>Skips blanks and comments, inside of brackets line breaks too.</summary>
    public void SkipBlanks() => Skip(lineBreaks: _brackets > 0, commas: false);

    /// <summary>Skips all that may stand between two entries.</summary>
    public void SkipSeparators() => Skip(lineBreaks: true, commas: true);

    /// <summary>Skips line breaks where the next thing behind them is this.</summary>
    public void SkipLineBreaksBefore(char next)
    {
        var mark = Position;
        Skip(lineBreaks: true, commas: false);
        if (Current != next)
            Position = mark;
    }

    /// <summary>Skips what is left of a type, up to an equals sign, a brace or the end of the line.</summary>
    public void SkipToAssignment()
    {
        while (!IsAtEnd && Current is not ('\n' or '{') && !(Current == '=' && Next is not ('=' or '>')))
            Position++;
    }

    public void SkipName()
    {
        while (char.IsLetterOrDigit(Current) || Current is '_' or '-')
            Position++;
    }

    public void SkipTo(char close)
    {
        for (var depth = 0; !IsAtEnd; Position++)
        {
            if (depth == 0 && Current == close)
                return;
            if (Current == Quote)
                Position = StringEnd(text, Position + 1, end, Quote, 0);
            else if (Current is '(' or '[' or '{')
                depth++;
            else if (Current is ')' or ']' or '}')
                depth--;
        }
    }

    public bool IsWord(string word) =>
        text.AsSpan(Math.Min(Position, end), end - Math.Min(Position, end)).StartsWith(word) && !char.IsLetterOrDigit(At(Position + word.Length)) && At(Position + word.Length) is not ('_' or '-' or '.');

    /// <summary>The quoted text that starts here; its value still has its placeholders.</summary>
    public SourceScalar String()
    {
        if (language == DeclarationLanguage.Bicep && text.AsSpan(Position, end - Position).StartsWith(LongQuote))
            return LongString();

        var first = Position + 1;
        var last = Math.Min(StringEnd(text, first, end, Quote, 0), end);
        Position = last < end && text[last] == Quote ? last + 1 : last;
        return new SourceScalar(Decode(text, first, last, null, language), isPlain: false, first, last);
    }

    /// <summary>The text between <c>&lt;&lt;EOF</c> and <c>EOF</c>, or nothing where that is missing.</summary>
    public SourceScalar Heredoc()
    {
        var mark = Position;
        Advance(2);
        if (Current == '-')
            Advance(1);
        var name = Position;
        SkipName();
        var word = From(name);
        var line = NextLine(Position);
        if (word.Length == 0)
            return new SourceScalar("", isPlain: true, mark, mark);

        var first = -1;
        var last = line;
        for (; line < end; line = NextLine(line))
        {
            var content = line;
            while (content < end && (text[content] is ' ' or '\t'))
                content++;
            var lineEnd = LineEnd(content);
            var trimmed = lineEnd;
            while (trimmed > content && char.IsWhiteSpace(text[trimmed - 1]))
                trimmed--;
            if (text.AsSpan(content, trimmed - content).SequenceEqual(word))
            {
                Position = lineEnd;
                first = first < 0 ? last : first;
                return new SourceScalar(text[first..last], isPlain: false, first, last) { Tag = DeclarationReader.HeredocTag };
            }

            if (trimmed > content)
                (first, last) = (first < 0 ? content : first, trimmed);
        }

        Position = end;
        return new SourceScalar("", isPlain: true, mark, mark);
    }

    /// <summary>One past the brace that closes a placeholder whose inside starts at <paramref name="position"/>.</summary>
    public static int TemplateEnd(string text, int position, int end, DeclarationLanguage language = DeclarationLanguage.Hcl, int nesting = 0)
    {
        if (nesting > MaximumNesting)
            return end;

        var quote = QuoteOf(language);
        for (var depth = 1; position < end; position++)
        {
            if (text[position] == quote)
                position = StringEnd(text, position + 1, end, quote, nesting + 1);
            else if (text[position] == '{')
                depth++;
            else if (text[position] == '}' && --depth == 0)
                return position + 1;
        }

        return end;
    }

    /// <summary>The value of a quoted text between its quotes.</summary>
    /// <param name="text">The file.</param>
    /// <param name="first">Its first character.</param>
    /// <param name="last">One past its last.</param>
    /// <param name="offsets">Gets the place in the file of each character of the value, or is <c>null</c>.</param>
    /// <param name="language">The language.</param>
    public static string Decode(string text, int first, int last, List<int>? offsets, DeclarationLanguage language = DeclarationLanguage.Hcl)
    {
        if (offsets is null && text.AsSpan(first, last - first).IndexOf('\\') < 0)
            return text[first..last];

        var value = new StringBuilder(last - first);
        for (var i = first; i < last;)
        {
            // An escape inside of a placeholder belongs to the text in there.
            var isPlaceholder = (text[i] is '$' or '%') && i + 1 < last && text[i + 1] == '{';
            var (piece, next) = isPlaceholder ? Raw(i, TemplateEnd(text, i + 2, last, language)) : text[i] == '\\' && i + 1 < last ? Escaped(i) : Raw(i, i + 1);
            for (var k = 0; k < piece.Length; k++)
                offsets?.Add(isPlaceholder ? i + k : i);
            value.Append(piece);
            i = next;
        }

        return value.ToString();

        (string, int) Raw(int from, int to) => (text[from..to], to);

        (string, int) Escaped(int at)
        {
            // A dollar sign outside a placeholder is doubled in the decoded value, so that it stays one.
            if (text[at + 1] == '$')
                return ("$$", at + 2);

            var digits = text[at + 1] switch { 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && at + 2 + digits <= last && int.TryParse(text.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                return (Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD", at + 2 + digits);

            return (text[at + 1] switch { 'n' => "\n", 'r' => "\r", 't' => "\t", 'b' => "\b", 'f' => "\f", var other => other.ToString() }, at + 2);
        }
    }

    /// <summary>The quote that ends a text; where it is missing, the end of the line.</summary>
    private static int StringEnd(string text, int position, int end, char quote, int nesting)
    {
        for (; position < end; position++)
        {
            if (text[position] == quote || text[position] == '\n')
                return position;

            switch (text[position])
            {
                case '\\':
                    position++;
                    break;
                case '$' or '%' when position + 1 < end && text[position + 1] == '{':
                    // A doubled sign does not start a placeholder.
                    if (position + 2 < end && !(position > 0 && text[position - 1] == text[position]))
                        position = TemplateEnd(text, position + 2, end, quote == '\'' ? DeclarationLanguage.Bicep : DeclarationLanguage.Hcl, nesting) - 1;
                    break;
            }
        }

        return end;
    }

    /// <summary>A text between three quotes, in which nothing is replaced.</summary>
    private SourceScalar LongString()
    {
        var first = Position + LongQuote.Length;
        var close = text.IndexOf(LongQuote, Math.Min(first, end), Math.Max(0, end - first), StringComparison.Ordinal);
        var last = close < 0 ? end : close;
        Position = close < 0 ? end : close + LongQuote.Length;
        while (first < last && char.IsWhiteSpace(text[first]))
            first++;
        while (last > first && char.IsWhiteSpace(text[last - 1]))
            last--;
        return new SourceScalar(text[Math.Min(first, last)..last].Replace("${", "$${", StringComparison.Ordinal), isPlain: false, Math.Min(first, last), last);
    }

    private static char QuoteOf(DeclarationLanguage language) => language == DeclarationLanguage.Bicep ? '\'' : '"';

    private void Skip(bool lineBreaks, bool commas)
    {
        while (!IsAtEnd)
        {
            var c = Current;
            if (c is '\r' or '\n' ? lineBreaks : char.IsWhiteSpace(c) || (commas && (c is ',' or ';')))
                Position++;
            else if (c == '#' || (c == '/' && Next == '/'))
                Position = LineEnd(Position);
            else if (c == '/' && Next == '*')
                Position = text.IndexOf("*/", Position + 2, Math.Max(0, end - Position - 2), StringComparison.Ordinal) is >= 0 and var close ? close + 2 : end;
            else
                return;
        }
    }

    private char At(int position) => position < end ? text[position] : '\0';

    private int LineEnd(int position)
    {
        position = Math.Min(position, end);
        var length = text.AsSpan(position, end - position).IndexOf('\n');
        return length < 0 ? end : position + length;
    }

    private int NextLine(int position) => Math.Min(LineEnd(position) + 1, end);
}
