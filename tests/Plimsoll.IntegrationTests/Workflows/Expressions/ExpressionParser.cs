using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.IntegrationTests.Workflows.Expressions;

/// <summary>Parses an expression; whatever is not of the subset is an error.</summary>
internal sealed partial class ExpressionParser
{
    private readonly string _text;
    private readonly List<string> _tokens = [];
    private int _next;

    private ExpressionParser(string text)
    {
        _text = text;
        for (var at = 0; at < text.Length;)
        {
            var match = Token.Match(text, at);
            if (!match.Success)
                throw Unsupported($"at '{text[at..]}'");
            if (!string.IsNullOrWhiteSpace(match.Value))
                _tokens.Add(match.Value);
            at += match.Length;
        }
    }

    private string? Current => _next < _tokens.Count ? _tokens[_next] : null;

    public static Expression Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var expression = parser.Or();
        return parser.Current is null ? expression : throw parser.Unsupported($"at '{parser.Current}'");
    }

    private Expression Or() => Chain(And, "||");

    private Expression And() => Chain(Equality, "&&");

    private Expression Equality() => Chain(Unary, "==", "!=");

    private Expression Chain(Func<Expression> operand, params string[] operators)
    {
        var left = operand();
        while (Current is { } token && operators.Contains(token))
        {
            _next++;
            left = new Binary(token, left, operand());
        }

        return left;
    }

    private Expression Unary()
    {
        if (!Take("!"))
            return Members();
        return new Not(Unary());
    }

    private Expression Members()
    {
        var value = Primary();
        while (true)
            if (Take("."))
                value = new Member(value, Take("*") ? null : new Literal(Identifier()));
            else if (Take("["))
            {
                value = new Member(value, Or());
                Expect("]");
            }
            else
                return value;
    }

    private Expression Primary()
    {
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        var token = Current ?? throw Unsupported("at its end");
        _next++;
        if (token[0] == '\'')
            return new Literal(token[1..^1].Replace("''", "'", StringComparison.Ordinal));
        if (double.TryParse(token, CultureInfo.InvariantCulture, out var number))
            return new Literal(number);
        if (token.ToLowerInvariant() is "true" or "false")
            return new Literal(bool.Parse(token));
        if (token == "null")
            return new Literal(null);
        if (!char.IsLetter(token[0]) && token[0] != '_')
            throw Unsupported($"at '{token}'");
        if (!Take("("))
            return new Name(token);

        var arguments = new List<Expression>();
        while (!Take(")"))
        {
            if (arguments.Count > 0)
                Expect(",");
            arguments.Add(Or());
        }

        return new Call(token, arguments);
    }

    private string Identifier()
    {
        var token = Current;
        _next++;
        return token is not null && (char.IsLetter(token[0]) || token[0] == '_') ? token : throw Unsupported($"at '{token}'");
    }

    private bool Take(string token)
    {
        if (Current != token)
            return false;
        _next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
            throw Unsupported($"at '{Current}', where '{token}' is expected");
    }

    private UnsupportedSyntaxException Unsupported(string where) => new($"The expression '{_text}' is not understood {where}.");

    [GeneratedRegex(@"\G(?:\s+|'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_-]*|[0-9]+(?:\.[0-9]+)?|==|!=|&&|\|\||[.,()\[\]!*])")]
    private static partial Regex Token { get; }
}
