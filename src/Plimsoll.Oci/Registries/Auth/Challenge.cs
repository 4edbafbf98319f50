using System.Text;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>
/// One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1): a scheme, in lower case, and its
/// parameters, whose names are in lower case.
/// </summary>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public const string Basic = "basic";
    public const string Bearer = "bearer";

    /// <summary>The parameter's value, or <c>null</c>.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>All challenges of one answer, whose headers may hold several each.</summary>
    public static IReadOnlyList<Challenge> FromResponse(HttpResponseMessage response)
    {
        var challenges = new List<Challenge>();
        if (response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values))
        {
            // Of a malformed header, what came before the fault still counts.
            foreach (var value in values)
            {
                _ = TryParse(value, out var parsed);
                challenges.AddRange(parsed);
            }
        }

        return challenges;
    }

    /// <summary>Parses one header.</summary>
    /// <returns><c>false</c> where it is malformed; <paramref name="challenges"/> then holds what came before.</returns>
    public static bool TryParse(string header, out IReadOnlyList<Challenge> challenges)
    {
        var result = new List<Challenge>();
        challenges = result;
        var cursor = new Cursor(header);
        Dictionary<string, string>? parameters = null;
        while (cursor.SkipSeparators())
        {
            if (!cursor.TryReadName(out var name))
                return false;

            var spaces = cursor.SkipSpaces();
            if (!cursor.Skip('='))
            {
                parameters = [];
                result.Add(new Challenge(name.ToLowerInvariant(), parameters));
                if (!cursor.IsAtSeparator && !spaces)
                    return false;
                if (!cursor.IsAtSeparator && cursor.TrySkipToken68())
                    parameters = null;
                continue;
            }

            cursor.SkipSpaces();
            if (parameters is null || !cursor.TryReadValue(out var value))
                return false;

            parameters.TryAdd(name.ToLowerInvariant(), value);
            cursor.SkipSpaces();
            if (!cursor.IsAtSeparator)
                return false;
        }

        return true;
    }

    private ref struct Cursor(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public readonly bool IsAtSeparator => _rest.IsEmpty || _rest[0] == ',';

        public bool SkipSeparators()
        {
            _rest = _rest.TrimStart(" \t,");
            return !_rest.IsEmpty;
        }

        public bool SkipSpaces()
        {
            var before = _rest.Length;
            _rest = _rest.TrimStart(" \t");
            return _rest.Length < before;
        }

        public bool Skip(char expected)
        {
            if (_rest.IsEmpty || _rest[0] != expected)
                return false;

            _rest = _rest[1..];
            return true;
        }

        public bool TryReadName(out string name)
        {
            if (_rest[0] == '"')
                return TryReadQuoted(out name) && name.Length > 0;

            var length = 0;
            while (length < _rest.Length && IsTokenCharacter(_rest[length]))
                length++;
            name = Take(length);
            return length > 0;
        }

        public bool TryReadValue(out string value)
        {
            if (!_rest.IsEmpty && _rest[0] == '"')
                return TryReadQuoted(out value);

            // Values are often left unquoted although they hold characters of a URL.
            var length = _rest.IndexOfAny(" \t,\"\\");
            value = Take(length < 0 ? _rest.Length : length);
            return value.Length > 0;
        }

        /// <summary>Skips credentials-like data after a scheme, as <c>Negotiate</c> has: no parameters follow.</summary>
        public bool TrySkipToken68()
        {
            var length = _rest.IndexOfAny(" \t,");
            var word = length < 0 ? _rest : _rest[..length];
            var equals = word.IndexOf('=');
            var isToken68 = !word.Contains('"') && (equals < 0 ? length < 0 || _rest[length] == ',' : word[equals..].Trim('=').IsEmpty)
                && !(equals >= 0 && length >= 0 && _rest[length] != ',');
            if (isToken68)
                _rest = _rest[word.Length..];
            return isToken68;
        }

        private bool TryReadQuoted(out string value)
        {
            var result = new StringBuilder();
            for (var i = 1; i < _rest.Length; i++)
            {
                if (_rest[i] == '"')
                {
                    _rest = _rest[(i + 1)..];
                    value = result.ToString();
                    return true;
                }

                if (_rest[i] == '\\' && ++i == _rest.Length)
                    break;
                result.Append(_rest[i]);
            }

            value = "";
            return false;
        }

        private string Take(int length)
        {
            var taken = _rest[..length].ToString();
            _rest = _rest[length..];
            return taken;
        }

        private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c);
    }
}
