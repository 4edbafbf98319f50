using System.Globalization;
using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.JavaScript;

/// <summary>
/// Translates a pattern of ECMAScript 2024 (§22.2 and annex B) to .NET: digits, words and white space are those of JavaScript,
/// groups are numbered in the order in which they open, named ones too, <c>$</c> does not match before a final line feed, and
/// escapes that only .NET has are plain letters.
/// </summary>
/// <remarks>
/// Measured against Acornima 1.9.1 (<c>Tokenizer.AdaptRegExp</c>), which would add 214,192 bytes to the native command of
/// 27,556,136: it cannot convert forward references such as <c>\1(a)</c>, accepts groups nested without limit, words the error
/// of an unknown flag otherwise than the action, and marks the conversion as obsolete, to be removed in its next major version.
/// All other cases and tests pass with it, except for the type of its exceptions.
/// </remarks>
internal sealed class JavaScriptPattern
{
    private const int MaximumDepth = 200;
    private const string LineEnds = @"\n\r\u2028\u2029";
    private const string Digits = "0-9";
    private const string NoDigits = @"\0-/:-\uFFFF";
    private const string Words = "A-Za-z0-9_";
    private const string NoWords = @"\0-/:-@\[-\^`\{-\uFFFF";
    private const string Spaces = @"\t-\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
    private const string NoSpaces = @"\0-\x08\x0E-\x1F!-\u009F\u00A1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E\u2030-\u205E\u2060-\u2FFF\u3001-\uFEFE\uFF00-\uFFFF";
    private const string Boundary = "(?:(?<=[" + Words + "])(?![" + Words + "])|(?<![" + Words + "])(?=[" + Words + "]))";
    private const string NoBoundary = "(?:(?<=[" + Words + "])(?=[" + Words + "])|(?<![" + Words + "])(?![" + Words + "]))";

    private readonly string _source;
    private readonly bool _isMultiline;
    private readonly bool _isSingleLine;
    private readonly bool _isUnicode;
    private readonly bool _hasSets;
    private readonly List<string?> _groups;
    private readonly StringBuilder _result = new();
    private int _position;
    private int _opened;

    private JavaScriptPattern(string source, string flags)
    {
        _source = source;
        _isMultiline = flags.Contains('m', StringComparison.Ordinal);
        _isSingleLine = flags.Contains('s', StringComparison.Ordinal);
        _hasSets = flags.Contains('v', StringComparison.Ordinal);
        _isUnicode = _hasSets || flags.Contains('u', StringComparison.Ordinal);
        _groups = FindGroups(source);
        if (_groups.OfType<string>().GroupBy(name => name).Any(names => names.Count() > 1))
            throw Invalid(source, "Duplicate capture group name");
    }

    /// <exception cref="PlimsollException">It is not a valid pattern, or uses a set operation of the flag v (exit code 2).</exception>
    public static string Translate(string source, string flags)
    {
        var pattern = new JavaScriptPattern(source, flags);
        if (flags.Contains('y', StringComparison.Ordinal))
            pattern._result.Append(@"\G");
        pattern._result.Append("(?:");
        pattern.Disjunction(depth: 0);
        return pattern._result.Append(')').ToString();
    }

    public static PlimsollException Invalid(string source, string why, Exception? innerException = null) =>
        PlimsollException.Usage($"Invalid regular expression: /{source}/: {why}", innerException: innerException);

    private void Disjunction(int depth)
    {
        if (depth > MaximumDepth)
            throw Invalid("Regular expression too large");

        var isQuantifiable = false;
        while (_position < _source.Length)
        {
            var character = _source[_position++];
            switch (character)
            {
                case ')' when depth > 0:
                    _position--;
                    return;
                case ')':
                    throw Invalid("Unmatched ')'");
                case '|':
                    _result.Append('|');
                    isQuantifiable = false;
                    continue;
                case '(':
                    isQuantifiable = GroupAt(depth);
                    continue;
                case '^':
                    _result.Append(_isMultiline ? $@"(?<=\A|[{LineEnds}])" : @"\A");
                    isQuantifiable = false;
                    continue;
                case '$':
                    _result.Append(_isMultiline ? $@"(?=\z|[{LineEnds}])" : @"\z");
                    isQuantifiable = false;
                    continue;
                case '*' or '+' or '?':
                case '{' when Repetition() is not null:
                    if (!isQuantifiable)
                        throw Invalid("Nothing to repeat");
                    Quantifier(character);
                    isQuantifiable = false;
                    continue;
                case '.':
                    Set(_isSingleLine ? @"[\0-\uFFFF]" : $"[^{LineEnds}]", isOpen: true);
                    break;
                case '[':
                    Class();
                    break;
                case '\\':
                    isQuantifiable = Escape();
                    continue;
                case '{' or '}' or ']' when _isUnicode:
                    throw Invalid("Lone quantifier brackets");
                case var _ when _isUnicode && char.IsHighSurrogate(character) && _position < _source.Length && char.IsLowSurrogate(_source[_position]):
                    _result.Append("(?:").Append(Code(character)).Append(Code(_source[_position++])).Append(')');
                    break;
                default:
                    Literal(character);
                    break;
            }
            isQuantifiable = true;
        }
        if (depth > 0)
            throw Invalid("Unterminated group");
    }

    /// <summary>With the flag u a character outside the basic plane is one character, not two, in sets that are not a list of characters.</summary>
    private void Set(string set, bool isOpen) =>
        _result.Append(isOpen && _isUnicode ? $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|{set})" : set);

    /// <returns>Whether the group may be repeated.</returns>
    private bool GroupAt(int depth)
    {
        var isLookbehind = StartsWith("?<=") || StartsWith("?<!");
        var isLookahead = StartsWith("?=") || StartsWith("?!");
        if (isLookbehind || isLookahead || StartsWith("?:"))
        {
            var length = isLookbehind ? 3 : 2;
            _result.Append('(').Append(_source, _position, length);
            _position += length;
        }
        else if (StartsWith("?<"))
        {
            _position = _source.IndexOf('>', _position) + 1;
            _result.Append(CultureInfo.InvariantCulture, $"(?<{++_opened}>");
        }
        else if (StartsWith("?"))
            throw Invalid("Invalid group");
        else
            _result.Append(CultureInfo.InvariantCulture, $"(?<{++_opened}>");

        Disjunction(depth + 1);
        _position++;
        _result.Append(')');
        return !isLookbehind && !(isLookahead && _isUnicode);
    }

    private void Quantifier(char first)
    {
        if (first != '{')
            _result.Append(first);
        else
        {
            var (text, minimum, maximum) = Repetition()!.Value;
            if (maximum < minimum)
                throw Invalid("numbers out of order in {} quantifier");
            _result.Append('{').Append(text).Append('}');
            _position += text.Length + 1;
        }
        if (_position < _source.Length && _source[_position] == '?')
            _result.Append(_source[_position++]);
    }

    /// <summary>The text between braces at the position, if it is a quantifier: <c>2</c>, <c>2,</c> or <c>2,5</c>.</summary>
    private (string Text, int Minimum, int Maximum)? Repetition()
    {
        var end = _source.IndexOf('}', _position);
        if (end < 0)
            return null;
        var text = _source[_position..end];
        var parts = text.Split(',');
        if (parts.Length > 2 || parts[0].Length == 0 || !parts.All(part => part.All(char.IsAsciiDigit)))
            return null;

        var minimum = Number(parts[0]);
        return (text, minimum, parts.Length == 1 ? minimum : parts[1].Length == 0 ? int.MaxValue : Number(parts[1]));
    }

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    /// <returns>Whether the escape may be repeated.</returns>
    private bool Escape()
    {
        if (_position == _source.Length)
            throw Invalid(@"\ at end of pattern");

        var character = _source[_position];
        switch (character)
        {
            case 'b' or 'B':
                _position++;
                _result.Append(character == 'b' ? Boundary : NoBoundary);
                return false;
            case 'k' when _isUnicode || _groups.Any(name => name is not null):
                NamedReference();
                return true;
            case >= '1' and <= '9' when Reference() is { } number:
                AppendReference(number);
                return true;
            default:
                if (ClassOf(character) is { } set)
                {
                    _position++;
                    Set($"[{set}]", isOpen: char.IsUpper(character));
                }
                else if (character is 'p' or 'P' && _isUnicode)
                    _result.Append('[').Append(Property()).Append(']');
                else
                    Literal(EscapedCharacter(isInClass: false));
                return true;
        }
    }

    private void NamedReference()
    {
        var end = _position + 1 < _source.Length && _source[_position + 1] == '<' ? _source.IndexOf('>', _position) : -1;
        if (end < 0 || _groups.IndexOf(_source[(_position + 2)..end]) is var index && index < 0)
            throw Invalid("Invalid named reference");
        _position = end + 1;
        AppendReference(index + 1);
    }

    /// <summary>The number of a group after a backslash; if there is no such group, it is an octal escape.</summary>
    private int? Reference()
    {
        var end = _position;
        while (end < _source.Length && char.IsAsciiDigit(_source[end]))
            end++;
        var number = Number(_source[_position..end]);
        if (number > _groups.Count)
            return _isUnicode ? throw Invalid("Invalid escape") : null;
        _position = end;
        return number;
    }

    /// <summary>A group that did not participate, or is not closed yet, matches the empty text.</summary>
    private void AppendReference(int number) => _result.Append(CultureInfo.InvariantCulture, $@"(?:(?({number})\k<{number}>))");

    private static string? ClassOf(char letter) => letter switch
    {
        'd' => Digits,
        'D' => NoDigits,
        'w' => Words,
        'W' => NoWords,
        's' => Spaces,
        'S' => NoSpaces,
        _ => null,
    };

    /// <summary>A category of Unicode such as <c>\p{Lu}</c> or <c>\p{L}</c>.</summary>
    private string Property()
    {
        var letter = _source[_position];
        var end = _position + 1 < _source.Length && _source[_position + 1] == '{' ? _source.IndexOf('}', _position) : -1;
        if (end < 0)
            throw Invalid("Invalid property name");

        var name = _source[(_position + 2)..end];
        name = name.StartsWith("General_Category=", StringComparison.Ordinal) || name.StartsWith("gc=", StringComparison.Ordinal) ? name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..] : name;
        var category = name switch
        {
            "Any" => @"\0-\uFFFF",
            "ASCII" => @"\0-\x7F",
            "Letter" or "Alphabetic" => @"\p{L}",
            "Lowercase_Letter" or "Lowercase" => @"\p{Ll}",
            "Uppercase_Letter" or "Uppercase" => @"\p{Lu}",
            "Number" => @"\p{N}",
            "Decimal_Number" => @"\p{Nd}",
            "Punctuation" => @"\p{P}",
            "Symbol" => @"\p{S}",
            "White_Space" => Spaces,
            { Length: 1 or 2 } => $@"\p{{{name}}}",
            _ => throw PlimsollException.Usage($"Invalid regular expression: /{_source}/: unknown property {name}", "Use a general category such as \\p{L} or \\p{Nd}."),
        };
        _position = end + 1;
        if (letter == 'p')
            return category;
        return category.StartsWith(@"\p", StringComparison.Ordinal) ? @"\P" + category[2..] : throw Invalid("this property cannot be negated");
    }

    private void Class()
    {
        var isNegated = StartsWith("^");
        _position += isNegated ? 1 : 0;
        var set = new StringBuilder();
        while (true)
        {
            if (_position == _source.Length)
                throw Invalid("Unterminated character class");
            if (_source[_position] == ']')
                break;

            var (text, from) = ClassAtom();
            var isRange = StartsWith("-") && _position + 1 < _source.Length && _source[_position + 1] != ']';
            if (!isRange)
            {
                set.Append(text);
                continue;
            }

            _position++;
            var (end, to) = ClassAtom();
            if (from is null || to is null)
                set.Append(_isUnicode ? throw Invalid("Invalid character class") : $@"{text}\-{end}");
            else
                set.Append(from <= to ? $"{text}-{end}" : throw Invalid("Range out of order in character class"));
        }

        _position++;
        if (set.Length == 0)
            Set(isNegated ? @"[\0-\uFFFF]" : "(?!)", isOpen: isNegated);
        else
            Set((isNegated ? "[^" : "[") + set + "]", isOpen: isNegated);
    }

    /// <summary>One member of a class, and its code if it is a single character.</summary>
    private (string Text, int? Code) ClassAtom()
    {
        var character = _source[_position++];
        if (_hasSets && "()[{}/-|".Contains(character, StringComparison.Ordinal))
            throw Invalid("Invalid set operation in character class");
        if (character != '\\')
            return (Code(character), character);
        if (_position == _source.Length)
            throw Invalid(@"\ at end of pattern");

        if (ClassOf(_source[_position]) is { } set)
        {
            _position++;
            return (set, null);
        }
        if (_source[_position] is 'p' or 'P' && _isUnicode)
            return (Property(), null);

        var escaped = EscapedCharacter(isInClass: true);
        return (Code(escaped), escaped);
    }

    /// <summary>The character that an escape stands for.</summary>
    private char EscapedCharacter(bool isInClass)
    {
        var character = _source[_position++];
        switch (character)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'b' when isInClass:
                return '\b';
            case 'c' when _position < _source.Length && char.IsAsciiLetter(_source[_position]):
                return (char)(_source[_position++] % 32);
            case 'c' when !_isUnicode:
                _position--;
                return '\\';
            case 'x' when Hex(2) is { } code:
                return code;
            case 'u' when Hex(4) is { } code:
                return code;
            case 'u' when _isUnicode && StartsWith("{") && _source.IndexOf('}', _position) is > 0 and var end
                && int.TryParse(_source[(_position + 1)..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point <= 0xFFFF:
                _position = end + 1;
                return (char)point;
            case >= '0' and <= '7' when !_isUnicode || (character == '0' && !(_position < _source.Length && char.IsAsciiDigit(_source[_position]))):
                return Octal(character);
            default:
                var allowed = "^$\\.*+?()[]{}|/" + (isInClass ? "-" : "") + (isInClass && _hasSets ? "&!#%,:;<=>@`~" : "");
                return _isUnicode && !allowed.Contains(character, StringComparison.Ordinal) ? throw Invalid("Invalid escape") : character;
        }
    }

    private char? Hex(int length)
    {
        if (_position + length > _source.Length
            || !int.TryParse(_source.AsSpan(_position, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return null;
        _position += length;
        return (char)code;
    }

    /// <summary>Up to three octal digits, at most 377.</summary>
    private char Octal(char first)
    {
        var value = first - '0';
        for (var length = 1; length < 3 && _position < _source.Length && _source[_position] is >= '0' and <= '7' and var digit && (value * 8) + digit - '0' <= 255; length++)
        {
            value = (value * 8) + digit - '0';
            _position++;
        }
        return (char)value;
    }

    private void Literal(char character) => _result.Append(Code(character));

    private static string Code(char character) =>
        char.IsAsciiLetterOrDigit(character) ? character.ToString() : @"\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture);

    private bool StartsWith(string text) => string.CompareOrdinal(_source, _position, text, 0, text.Length) == 0;

    /// <summary>The names of the groups in the order in which they open; <c>null</c> for an unnamed one.</summary>
    private static List<string?> FindGroups(string source)
    {
        var groups = new List<string?>();
        var isInClass = false;
        for (var index = 0; index < source.Length; index++)
            switch (source[index])
            {
                case '\\':
                    index++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass && !(index + 1 < source.Length && source[index + 1] == '?'):
                    groups.Add(null);
                    break;
                case '(' when !isInClass && index + 3 < source.Length && source[index + 2] == '<' && source[index + 3] is not ('=' or '!'):
                    groups.Add(NameAt(source, index + 3));
                    break;
            }
        return groups;
    }

    private static string NameAt(string source, int start)
    {
        var end = source.IndexOf('>', start);
        var name = end < 0 ? "" : source[start..end];
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '$')
            ? name
            : throw Invalid(source, "Invalid capture group name");
    }

    private PlimsollException Invalid(string why) => Invalid(_source, why);
}
