using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// Evaluates the expressions that charts put images together with: <c>.Values.a.b</c>, <c>.Chart.AppVersion</c>,
/// <c>default</c>, <c>coalesce</c>, <c>required</c>, <c>quote</c>, <c>printf</c> and pipes of them. Everything else is unknown.
/// </summary>
internal ref struct TemplateExpression
{
    private const int MaximumDepth = 16;

    private readonly ReadOnlySpan<char> _text;
    private readonly HelmChart _chart;
    private int _position;

    private TemplateExpression(string text, HelmChart chart)
    {
        _text = text;
        _chart = chart;
    }

    /// <summary>Evaluates what is between the braces of an action.</summary>
    public static TemplateValue Evaluate(string expression, HelmChart chart)
    {
        var evaluation = new TemplateExpression(expression, chart);
        var value = evaluation.Pipeline(depth: 0);
        return evaluation._position == expression.Length ? value : TemplateValue.Unknown;
    }

    private TemplateValue Pipeline(int depth)
    {
        TemplateValue? piped = null;
        do
        {
            piped = Command(piped, depth);
        }
        while (Take('|'));
        return piped.Value;
    }

    private TemplateValue Command(TemplateValue? piped, int depth)
    {
        SkipSpace();
        var function = Word();
        var arguments = new List<TemplateValue>();
        for (SkipSpace(); _position < _text.Length && _text[_position] is not ('|' or ')'); SkipSpace())
        {
            if (Operand(depth) is not { } operand)
            {
                _position = -1;
                return TemplateValue.Unknown;
            }

            arguments.Add(operand);
            if (_position < 0)
                return TemplateValue.Unknown;
        }

        if (piped is { } last)
            arguments.Add(last);
        return function.Length == 0
            ? arguments.Count == 1 ? arguments[0] : TemplateValue.Unknown
            : Call(function, arguments);
    }

    private static TemplateValue Call(string function, List<TemplateValue> arguments) => (function, arguments.Count) switch
    {
        ("quote" or "squote" or "toString", 1) => arguments[0] with { IsZero = false },
        ("trim", 1) => arguments[0] with { Text = arguments[0].Text?.Trim() },
        ("lower", 1) => arguments[0] with { Text = arguments[0].Text?.ToLowerInvariant() },
        ("tpl", 2) => arguments[0].Text?.Contains("{{", StringComparison.Ordinal) == true ? TemplateValue.Unknown : arguments[0],
        ("default", 2) => FirstSet([arguments[1], arguments[0]]),
        ("coalesce", >= 1) => FirstSet(arguments),
        ("required", 2) => arguments[1],
        ("printf", >= 1) => Format(arguments),
        _ => TemplateValue.Unknown,
    };

    private static TemplateValue FirstSet(List<TemplateValue> values)
    {
        foreach (var value in values)
            if (value.Text is null || (value.Text.Length > 0 && !value.IsZero))
                return value;
        return values[^1];
    }

    /// <summary><c>printf</c> with the verbs that print texts.</summary>
    private static TemplateValue Format(List<TemplateValue> arguments)
    {
        if (arguments[0].Text is not { } format)
            return TemplateValue.Unknown;

        var text = new StringBuilder();
        var (next, isLiteral) = (1, false);
        for (var i = 0; i < format.Length; i++)
        {
            if (format.AsSpan(i).StartsWith(HelmDigest.Written))
            {
                text.Append(HelmDigest.Written);
                i += HelmDigest.Written.Length - 1;
            }
            else if (format[i] != '%')
            {
                text.Append(format[i]);
                isLiteral |= char.IsAsciiLetterOrDigit(format[i]);
            }
            else if (i + 1 < format.Length && format[i + 1] is 's' or 'v' && next < arguments.Count && arguments[next] is { Text: { } argument, IsSet: true })
            {
                text.Append(argument);
                isLiteral |= arguments[next++].IsLiteral;
                i++;
            }
            else
            {
                return TemplateValue.Unknown;
            }
        }

        return next == arguments.Count ? new TemplateValue(text.ToString(), true, isLiteral) : TemplateValue.Unknown;
    }

    /// <summary>A value; <c>null</c> where it is nothing that is known here.</summary>
    private TemplateValue? Operand(int depth)
    {
        switch (_text[_position])
        {
            case '(' when depth < MaximumDepth:
                _position++;
                var inner = Pipeline(depth + 1);
                return _position >= 0 && Take(')') && (_position == _text.Length || _text[_position] != '.') ? inner : null;
            case '"' or '`':
                return Quoted();
            case '.' or '$':
                return Field();
            case >= '0' and <= '9':
                var number = Until(" \t\r\n|()").ToString();
                return new TemplateValue(PlainScalar.Rendered(number, inTemplate: false), true, true);
            default:
                return null;
        }
    }

    private TemplateValue? Quoted()
    {
        var quote = _text[_position++];
        var length = _text[_position..].IndexOf(quote);
        if (length < 0 || (quote == '"' && _text.Slice(_position, length).Contains('\\')))
            return null;

        var text = _text.Slice(_position, length).ToString();
        _position += length + 1;
        return new TemplateValue(text, text.Length > 0, text.Any(char.IsAsciiLetterOrDigit));
    }

    /// <summary><c>.Values.a.b</c>, also behind the <c>$</c> of the root; <c>.</c> alone is some argument's context.</summary>
    private TemplateValue Field()
    {
        var path = Until(" \t\r\n|()").ToString().TrimStart('$').Split('.');
        if (path is ["", "Chart", "AppVersion"])
            return Setting(_chart.About("appVersion"));
        if (path is ["", "Chart", "Version"])
            return Setting(_chart.About("version"));
        if (path is ["", "Chart", "Name"])
            return Setting(_chart.About("name"));
        if (path is not ["", "Values", ..] || path.Length < 3)
            return TemplateValue.Unknown;

        SourceNode? node = _chart.Values;
        foreach (var key in path.AsSpan(2))
            node = (node as SourceMapping)?[key];
        return node switch
        {
            null => Setting(null),
            SourceScalar { IsNull: true } scalar => new TemplateValue("", scalar.Value.Length == 0 && !scalar.IsPlain, false),
            SourceScalar { Value: var value } scalar => new TemplateValue(value.Contains("{{", StringComparison.Ordinal) ? null : PlainScalar.Rendered(scalar, inTemplate: true), true, false) { IsZero = PlainScalar.IsZero(scalar) },
            _ => TemplateValue.Unknown,
        };
    }

    private static TemplateValue Setting(string? text) => new(text ?? "", text is not null, false);

    /// <summary>The name of a function, or nothing where a value comes first.</summary>
    private string Word()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetter(_text[_position]) || (_position > start && char.IsAsciiDigit(_text[_position]))))
            _position++;
        return _text[start.._position].ToString();
    }

    private ReadOnlySpan<char> Until(string stops)
    {
        var length = _text[_position..].IndexOfAny(stops);
        var result = _text.Slice(_position, length < 0 ? _text.Length - _position : length);
        _position += result.Length;
        return result;
    }

    private bool Take(char expected)
    {
        if (_position < 0)
            return false;

        SkipSpace();
        if (_position >= _text.Length || _text[_position] != expected)
            return false;

        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position >= 0 && _position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }
}
