using System.Text;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Inputs;

/// <summary>
/// Reads comma-separated values as the action does: quotes with <c>"</c>, doubled inside, fields that may hold line breaks,
/// and a record end that is whatever line end comes first in the text.
/// </summary>
internal sealed class CsvRecord
{
    private readonly string _text;
    private readonly bool _relaxed;
    private readonly List<IReadOnlyList<string>> _records = [];
    private readonly StringBuilder _field = new();
    private List<string> _fields = [];
    private string? _lineEnd;
    private bool _quoting;
    private bool _quoted;
    private bool _commenting;
    private int _line = 1;

    private CsvRecord(string text, bool relaxed) => (_text, _relaxed) = (text, relaxed);

    /// <summary>
    /// The first pass over an input: a quote in the wrong place is a character like any other, and <c>#</c> at the start of a
    /// record makes it a comment.
    /// </summary>
    /// <exception cref="PlimsollException">A quote is not closed (exit code 2).</exception>
    public static IReadOnlyList<IReadOnlyList<string>> ParseRelaxed(string text) => new CsvRecord(text, relaxed: true).Parse();

    /// <summary>The second pass, over one entry: the fields of its first record.</summary>
    /// <exception cref="PlimsollException">A quote is in the wrong place or not closed, or there is no record (exit code 2).</exception>
    public static IReadOnlyList<string> ParseStrict(string text) =>
        new CsvRecord(text, relaxed: false).Parse() is [var first, ..] ? first : throw PlimsollException.Usage("An entry contains only spaces.", "Remove the line.");

    private List<IReadOnlyList<string>> Parse()
    {
        var isAfterLineEnd = false;
        for (var position = 0; position < _text.Length; position++)
        {
            if (isAfterLineEnd)
                _line++;
            if (!_quoting)
                _lineEnd ??= LineEndAt(position);

            var character = _text[position];
            isAfterLineEnd = character is '\r' or '\n';
            if (_quoting && character == '"' && At(position + 1) == '"')
            {
                _field.Append(_text[++position]);
                continue;
            }
            if (!_commenting && character == '"' && Quote(position))
                continue;
            if (_quoting)
            {
                _field.Append(character);
                continue;
            }
            if (_lineEnd is not null && string.CompareOrdinal(_text, position, _lineEnd, 0, _lineEnd.Length) == 0)
            {
                EndLine();
                position += _lineEnd.Length - 1;
                isAfterLineEnd = true;
            }
            else if (!_commenting)
                Append(character);
        }

        if (_quoting)
            throw PlimsollException.Usage($"Quote Not Closed: the parsing is finished with an opening quote at line {_line}");
        if (_quoted || _fields.Count > 0 || _field.Length > 0)
            EndRecord();
        return _records;
    }

    /// <summary>Opens or closes a quoted field; <c>false</c> where the quote is a character of the field.</summary>
    private bool Quote(int position)
    {
        if (!_quoting)
        {
            if (_field.Length == 0)
                return _quoting = true;
            return _relaxed ? false : throw PlimsollException.Usage(
                $"Invalid Opening Quote: a quote is found on field {_fields.Count} at line {_line}, value is {JavaScriptJson.Quote(_field.ToString())}");
        }

        var next = At(position + 1);
        var closes = next is '\0' or ',' || (_relaxed && next == '#') || IsLineEnd(position + 1);
        if (!closes && !_relaxed)
            throw PlimsollException.Usage(
                $"Invalid Closing Quote: got \"{next}\" at line {_line} instead of delimiter, record delimiter, trimable character (if activated) or comment");

        (_quoting, _quoted) = (false, true);
        if (!closes)
            _field.Insert(0, '"');
        return closes;
    }

    private void Append(char character)
    {
        if (_relaxed && character == '#' && _fields.Count == 0 && _field.Length == 0)
            _commenting = true;
        else if (character == ',')
            EndField();
        else
            _field.Append(character);
    }

    private void EndLine()
    {
        var isBlank = !_quoted && _fields.Count == 0 && _field.Length == 0;
        if (!isBlank)
            EndRecord();
        _commenting = false;
    }

    private void EndRecord()
    {
        EndField();
        _records.Add(_fields);
        _fields = [];
    }

    private void EndField()
    {
        _fields.Add(_field.ToString());
        _field.Clear();
        _quoted = false;
    }

    private bool IsLineEnd(int position)
    {
        _lineEnd ??= LineEndAt(position);
        return _lineEnd is not null && string.CompareOrdinal(_text, position, _lineEnd, 0, _lineEnd.Length) == 0;
    }

    private string? LineEndAt(int position) => (At(position), At(position + 1)) switch
    {
        ('\r', '\n') => "\r\n",
        ('\n', _) => "\n",
        ('\r', _) => "\r",
        _ => null,
    };

    private char At(int position) => position < _text.Length ? _text[position] : '\0';
}
