using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>
/// Cuts a template into tokens (handlebarsjs.com, "Expressions"). Outside of braces there is content, in which <c>\{{</c>
/// is not an expression; inside, the first alternative that matches counts, not the longest.
/// </summary>
internal sealed partial class TemplateLexer
{
    private const string Escaped = "{{";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private readonly string _text;
    private readonly List<TemplateToken> _tokens = [];
    private int _position;

    private TemplateLexer(string text) => _text = text;

    /// <exception cref="PlimsollException">A character cannot stand where it does (exit code 2).</exception>
    public static List<TemplateToken> Tokenize(string text) => new TemplateLexer(text).Tokenize();

    private List<TemplateToken> Tokenize()
    {
        while (_position < _text.Length)
        {
            var braces = _text.IndexOf(Escaped, _position, StringComparison.Ordinal);
            if (braces < 0)
            {
                Add(TokenKind.Content, _text[_position..]);
                _position = _text.Length;
                break;
            }

            var content = _text[_position..braces];
            _position = braces;
            if (content.EndsWith(@"\\", StringComparison.Ordinal))
                AddContent(content[..^1]);
            else if (content.EndsWith('\\'))
            {
                AddContent(content[..^1]);
                AddEscaped();
                continue;
            }
            else
                AddContent(content);
            TokenizeExpression();
        }
        Add(TokenKind.End, "");
        return _tokens;
    }

    /// <summary>From <c>{{</c> to what closes it.</summary>
    private void TokenizeExpression()
    {
        while (true)
        {
            var match = Expression.Match(_text, _position);
            if (!match.Success)
                throw Unexpected();

            var name = match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Name;
            _position += match.Length;
            switch (name)
            {
                case "Space":
                    continue;
                case "LongComment":
                    AddLongComment(match.Value);
                    return;
                case "CloseRawBlock":
                    Add(TokenKind.CloseRawBlock, match.Value);
                    AddRawContent();
                    return;
                default:
                    var kind = Enum.Parse<TokenKind>(name);
                    Add(kind, kind switch
                    {
                        TokenKind.String => match.Value[1..^1].Replace($"\\{match.Value[0]}", match.Value[..1], StringComparison.Ordinal),
                        TokenKind.Id when match.Value[0] == '[' => BracketEscape.Replace(match.Value, "$1"),
                        _ => match.Value,
                    });
                    if (kind is TokenKind.Close or TokenKind.CloseUnescaped or TokenKind.Inverse or TokenKind.Comment)
                        return;
                    if (_position == _text.Length)
                        return;
                    continue;
            }
        }
    }

    /// <summary>What follows <c>\{{</c> up to the next braces is content.</summary>
    private void AddEscaped()
    {
        var match = AfterEscape.Match(_text, _position);
        Add(TokenKind.Content, match.Value);
        _position += match.Length;
    }

    /// <summary><c>{{!--}}</c> is whole: its dashes may be those of the end.</summary>
    private void AddLongComment(string open)
    {
        var end = LongCommentEnd.Match(_text, _position - 2);
        if (!end.Success)
            throw Unexpected();
        _position = end.Index + end.Length;
        Add(TokenKind.Comment, open + end.Value);
    }

    /// <summary>The inside of <c>{{{{name}}}}</c>, which may hold raw blocks that end themselves.</summary>
    private void AddRawContent()
    {
        for (var depth = 1; depth > 0;)
        {
            var braces = _text.IndexOf("{{{{", _position, StringComparison.Ordinal);
            if (braces < 0)
                throw Unexpected();
            AddContent(_text[_position..braces]);
            _position = braces;
            if (RawEnd.Match(_text, _position) is { Success: true } end)
            {
                depth--;
                _position += end.Length;
                if (depth == 0)
                    Add(TokenKind.EndRawBlock, end.Value[5..^4]);
                else
                    AddContent(end.Value);
            }
            else if (_position + 4 < _text.Length && _text[_position + 4] != '/')
            {
                depth++;
                AddContent("{{{{");
                _position += 4;
            }
            else
                throw Unexpected();
        }
    }

    private void AddContent(string text)
    {
        if (text.Length > 0)
            Add(TokenKind.Content, text);
    }

    private void Add(TokenKind kind, string text) => _tokens.Add(new TemplateToken(kind, text));

    private PlimsollException Unexpected() =>
        TemplateError.In(_text, _position < _text.Length ? $"'{_text[_position]}' is not allowed here" : "the text ends inside braces");

    /// <summary>The groups are named after <see cref="TokenKind"/>.</summary>
    [GeneratedRegex(
        """
        \G(?:
        (?<OpenSubexpression>\()
        |(?<CloseSubexpression>\))
        |(?<OpenRawBlock>\{\{\{\{)
        |(?<CloseRawBlock>\}\}\}\})
        |(?<OpenPartial>\{\{~?>)
        |(?<OpenPartialBlock>\{\{~?\#>)
        |(?<OpenBlock>\{\{~?\#\*?)
        |(?<OpenEndBlock>\{\{~?/)
        |(?<Inverse>\{\{~?(\^\s*|\s*else\s*)~?\}\})
        |(?<OpenInverse>\{\{~?\^)
        |(?<OpenInverseChain>\{\{~?\s*else\b)
        |(?<OpenUnescaped>\{\{~?\{)
        |(?<Open>\{\{~?&)
        |(?<LongComment>\{\{~?!--)
        |(?<Comment>\{\{~?![\s\S]*?\}\})
        |(?<Open>\{\{~?\*?)
        |(?<Equals>=)
        |(?<Id>\.\.|\.(?=[=~}\s/.)|]))
        |(?<Separator>[/.])
        |(?<Space>\s+)
        |(?<CloseUnescaped>\}~?\}\})
        |(?<Close>~?\}\})
        |(?<String>"(\\["]|[^"])*"|'(\\[']|[^'])*')
        |(?<Data>@)
        |(?<Boolean>(true|false)(?=[~}\s)]))
        |(?<Undefined>undefined(?=[~}\s)]))
        |(?<Null>null(?=[~}\s)]))
        |(?<Number>-?[0-9]+(\.[0-9]+)?(?=[~}\s)]))
        |(?<OpenBlockParameters>as\s+\|)
        |(?<CloseBlockParameters>\|)
        |(?<Id>[^\s!"\#%-,./;->@\[-^`{-~]+(?=[=~}\s/.)|]))
        |(?<Id>\[(\\\]|[^\]])*\])
        )
        """,
        Options | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Expression { get; }

    [GeneratedRegex(@"\G[\s\S]{2,}?(?=\{\{|\\\{\{|\\\\\{\{|\z)", Options)]
    private static partial Regex AfterEscape { get; }

    [GeneratedRegex(@"--~?\}\}", Options)]
    private static partial Regex LongCommentEnd { get; }

    [GeneratedRegex("""\G\{\{\{\{/[^\s!"#%-,./;->@\[-^`{-~]+\}\}\}\}""", Options)]
    private static partial Regex RawEnd { get; }

    [GeneratedRegex(@"\\([\\\]])")]
    private static partial Regex BracketEscape { get; }
}
