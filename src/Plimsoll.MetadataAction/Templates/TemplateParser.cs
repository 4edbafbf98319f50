using System.Globalization;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>Reads a template into its nodes (handlebarsjs.com).</summary>
internal sealed class TemplateParser
{
    private const int MaximumDepth = 100;

    private readonly string _template;
    private readonly List<TemplateToken> _tokens;
    private int _position;
    private int _depth;

    private TemplateParser(string template) => (_template, _tokens) = (template, TemplateLexer.Tokenize(template));

    private TemplateToken Current => _tokens[_position];

    /// <summary>Parses, without white space control.</summary>
    /// <exception cref="PlimsollException">The template is wrong (exit code 2).</exception>
    public static TemplateProgram Parse(string template)
    {
        var parser = new TemplateParser(template);
        var program = parser.Program();
        parser.Expect(TokenKind.End);
        return program;
    }

    private TemplateProgram Program()
    {
        Enter();
        var body = new List<TemplateNode>();
        while (Statement() is { } statement)
            body.Add(statement);
        _depth--;
        return new TemplateProgram(body);
    }

    private TemplateNode? Statement()
    {
        var open = Current;
        switch (open.Kind)
        {
            case TokenKind.Content:
                _position++;
                return new ContentNode(open.Text);
            case TokenKind.Comment:
                _position++;
                return new CommentNode(Strip.FromDelimiters(open.Text, open.Text));
            case TokenKind.Open or TokenKind.OpenUnescaped:
                return Mustache();
            case TokenKind.OpenBlock or TokenKind.OpenInverse:
                return Block();
            case TokenKind.OpenRawBlock:
                return RawBlock();
            case TokenKind.OpenPartial or TokenKind.OpenPartialBlock:
                return Partial();
            default:
                return null;
        }
    }

    private MustacheNode Mustache()
    {
        var open = Next();
        RefuseDecorator(open);
        var call = Call();
        var close = Expect(open.Kind == TokenKind.OpenUnescaped ? TokenKind.CloseUnescaped : TokenKind.Close);
        return new MustacheNode(call, IsEscaped: open.Text[^1] is not ('{' or '&') || open.Text.Length == 2, Strip.FromDelimiters(open.Text, close.Text));
    }

    private BlockNode Block()
    {
        var open = Next();
        RefuseDecorator(open);
        var (call, parameters, openStrip) = OpenBlock(open);
        var program = Program() with { Parameters = parameters };
        var isInverted = open.Kind == TokenKind.OpenInverse;
        var (inverse, inverseStrip) = isInverted && Current.Kind != TokenKind.Inverse ? (null, default) : Inverse();
        var closeStrip = CloseBlock(call.Path.Original);
        if (inverse is { IsChained: true })
            ((BlockNode)inverse.Body[0]).CloseStrip = closeStrip;
        return new BlockNode(call, isInverted ? inverse : program, isInverted ? program : inverse) { OpenStrip = openStrip, InverseStrip = inverseStrip, CloseStrip = closeStrip };
    }

    /// <summary>What follows <c>{{else}}</c> or <c>{{else if …}}</c>, if that is next.</summary>
    private (TemplateProgram? Program, Strip Strip) Inverse()
    {
        if (Current.Kind == TokenKind.Inverse)
        {
            var inverse = Next();
            return (Program(), Strip.FromDelimiters(inverse.Text, inverse.Text));
        }
        if (Current.Kind != TokenKind.OpenInverseChain)
            return default;

        Enter();
        var (call, parameters, strip) = OpenBlock(Next());
        var program = Program() with { Parameters = parameters };
        var (next, nextStrip) = Inverse();
        _depth--;
        var block = new BlockNode(call, program, next) { OpenStrip = strip, InverseStrip = nextStrip, CloseStrip = nextStrip };
        if (next is { IsChained: true })
            ((BlockNode)next.Body[0]).CloseStrip = nextStrip;
        return (new TemplateProgram([block]) { IsChained = true }, strip);
    }

    private (CallExpression Call, IReadOnlyList<string> Parameters, Strip Strip) OpenBlock(TemplateToken open)
    {
        var call = Call();
        var parameters = new List<string>();
        if (Current.Kind == TokenKind.OpenBlockParameters)
        {
            Next();
            do
                parameters.Add(WithoutBrackets(Expect(TokenKind.Id).Text));
            while (Current.Kind == TokenKind.Id);
            Expect(TokenKind.CloseBlockParameters);
        }
        var close = Expect(TokenKind.Close);
        return (call, parameters, Strip.FromDelimiters(open.Text, close.Text));
    }

    private Strip CloseBlock(string name)
    {
        var open = Expect(TokenKind.OpenEndBlock);
        var closed = OriginalOf(HelperName());
        var close = Expect(TokenKind.Close);
        return closed == name ? Strip.FromDelimiters(open.Text, close.Text) : throw Error($"{name} doesn't match {closed}");
    }

    private BlockNode RawBlock()
    {
        Next();
        var call = Call();
        Expect(TokenKind.CloseRawBlock);
        var body = new List<TemplateNode>();
        while (Current.Kind == TokenKind.Content)
            body.Add(new ContentNode(Next().Text));
        var end = Expect(TokenKind.EndRawBlock).Text;
        return end == call.Path.Original
            ? new BlockNode(call, new TemplateProgram(body), Inverse: null) { OpenStrip = default }
            : throw Error($"{call.Path.Original} doesn't match {end}");
    }

    private PartialNode Partial()
    {
        var open = Next();
        var name = Current.Kind == TokenKind.OpenSubexpression ? Subexpression().Path.Original : OriginalOf(HelperName());
        Arguments();
        var strip = Strip.FromDelimiters(open.Text, Expect(TokenKind.Close).Text);
        if (open.Kind == TokenKind.OpenPartial)
            return new PartialNode(name, Fallback: null, strip, default);
        var fallback = Program();
        return new PartialNode(name, fallback, strip, CloseBlock(name));
    }

    private CallExpression Call()
    {
        var callee = HelperName();
        var (parameters, hash) = Arguments();
        return new CallExpression(callee, parameters, hash);
    }

    private CallExpression Subexpression()
    {
        Enter();
        Expect(TokenKind.OpenSubexpression);
        var call = Call();
        Expect(TokenKind.CloseSubexpression);
        _depth--;
        return call;
    }

    private (List<TemplateExpression> Parameters, List<KeyValuePair<string, TemplateExpression>> Hash) Arguments()
    {
        var parameters = new List<TemplateExpression>();
        var hash = new List<KeyValuePair<string, TemplateExpression>>();
        while (true)
        {
            if (Current.Kind == TokenKind.Id && _tokens[_position + 1].Kind == TokenKind.Equals)
            {
                var name = WithoutBrackets(Next().Text);
                Next();
                hash.Add(new(name, Parameter() ?? throw Unexpected()));
            }
            else if (hash.Count == 0 && Parameter() is { } parameter)
                parameters.Add(parameter);
            else
                return (parameters, hash);
        }
    }

    private TemplateExpression? Parameter() => Current.Kind switch
    {
        TokenKind.OpenSubexpression => Subexpression(),
        TokenKind.Id or TokenKind.Data or TokenKind.String or TokenKind.Number or TokenKind.Boolean or TokenKind.Undefined or TokenKind.Null => HelperName(),
        _ => null,
    };

    private TemplateExpression HelperName()
    {
        var text = Current.Text;
        switch (Current.Kind)
        {
            case TokenKind.Id:
                return Path(isData: false);
            case TokenKind.Data:
                Next();
                return Path(isData: true);
            case TokenKind.String:
                Next();
                return new LiteralExpression(text, text);
            case TokenKind.Number:
                Next();
                var number = double.Parse(text, CultureInfo.InvariantCulture);
                return new LiteralExpression(number, JavaScriptText.Text(number));
            case TokenKind.Boolean:
                Next();
                return new LiteralExpression(text == "true", text);
            case TokenKind.Undefined or TokenKind.Null:
                Next();
                return new LiteralExpression(null, text);
            default:
                throw Unexpected();
        }
    }

    private PathExpression Path(bool isData)
    {
        var original = isData ? "@" : "";
        var parts = new List<string>();
        var depth = 0;
        while (true)
        {
            var text = Expect(TokenKind.Id).Text;
            var part = WithoutBrackets(text);
            original += part;
            if (part != text || part is not (".." or "." or "this"))
                parts.Add(part);
            else if (parts.Count > 0)
                throw Error($"Invalid path: {original}");
            else if (part == "..")
                depth++;

            if (Current.Kind != TokenKind.Separator)
                return new PathExpression(isData, depth, parts, original);
            original += Next().Text;
        }
    }

    private static string OriginalOf(TemplateExpression expression) => expression switch
    {
        PathExpression path => path.Original,
        LiteralExpression literal => literal.Original,
        _ => "",
    };

    /// <summary><c>[name]</c> is a name that may hold any character.</summary>
    private static string WithoutBrackets(string id) => id.Length > 1 && id[0] == '[' && id[^1] == ']' ? id[1..^1] : id;

    private void RefuseDecorator(TemplateToken open)
    {
        if (open.Text.EndsWith('*'))
            throw Error("decorators are not supported");
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth)
            throw Error("it is nested too deeply");
    }

    private TemplateToken Next() => _tokens[_position++];

    private TemplateToken Expect(TokenKind kind) => Current.Kind == kind ? Next() : throw Unexpected();

    private PlimsollException Unexpected() => Error(Current.Kind == TokenKind.End ? "the text ends inside braces or a block" : $"'{Current.Text}' is not allowed here");

    private PlimsollException Error(string problem) => TemplateError.In(_template, problem);
}
