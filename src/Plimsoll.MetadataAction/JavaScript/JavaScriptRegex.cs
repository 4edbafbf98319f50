using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.JavaScript;

/// <summary>A regular expression with the semantics of JavaScript, which the attributes <c>pattern</c> and <c>match</c> are.</summary>
internal sealed partial class JavaScriptRegex
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;
    private readonly string _source;
    private readonly bool _isGlobal;

    private JavaScriptRegex(string source, string flags)
    {
        if (flags.Any(flag => !"dgimsuvy".Contains(flag, StringComparison.Ordinal)) || flags.Distinct().Count() != flags.Length || (flags.Contains('u') && flags.Contains('v')))
            throw PlimsollException.Usage($"Invalid flags supplied to RegExp constructor '{flags}'", "Use the flags d, g, i, m, s, u, v and y, each at most once, and not u together with v.");

        _source = source;
        _isGlobal = flags.Contains('g');
        var options = RegexOptions.CultureInvariant | (flags.Contains('i') ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            _regex = new Regex(JavaScriptPattern.Translate(source, flags), options, Timeout);
        }
        catch (ArgumentException exception)
        {
            throw JavaScriptPattern.Invalid(source, "it cannot be compiled", exception);
        }
    }

    /// <summary>A pattern without flags.</summary>
    /// <exception cref="PlimsollException">It is not a valid regular expression (exit code 2).</exception>
    public static JavaScriptRegex FromPattern(string source) => new(source, "");

    /// <summary>A pattern, or one in slashes with flags behind: <c>/^v(.*)$/i</c>.</summary>
    /// <exception cref="PlimsollException">It is not a valid regular expression (exit code 2).</exception>
    public static JavaScriptRegex Parse(string text) => Literal.Match(text) is { Success: true } literal
        ? new(literal.Groups["source"].Value, literal.Groups["flags"].Value)
        : FromPattern(text);

    /// <summary>
    /// What <c>text.match(…)</c> gives: the match and its groups, <c>null</c> where one took no part; with the flag <c>g</c> all
    /// matches instead; and <c>null</c> where there is none.
    /// </summary>
    /// <exception cref="PlimsollException">It takes too long (exit code 2).</exception>
    public IReadOnlyList<string?>? Match(string text)
    {
        try
        {
            if (_isGlobal)
                return _regex.Matches(text) is { Count: > 0 } all ? [.. all.Select(match => match.Value)] : null;
            return _regex.Match(text) is { Success: true } first ? [.. first.Groups.Cast<Group>().Select(group => group.Success ? group.Value : null)] : null;
        }
        catch (Exception exception) when (exception is RegexMatchTimeoutException or IndexOutOfRangeException)
        {
            // The interpreter of .NET 10 loses count of some repetitions inside a negative lookahead.
            throw PlimsollException.Usage($"Matching '{text}' against the pattern {_source} takes too long or backtracks too deeply.", "Avoid nested quantifiers, such as (a+)+.", exception);
        }
    }

    [GeneratedRegex(@"^/(?<source>[^\n\r\u2028\u2029]+)/(?<flags>[^\n\r\u2028\u2029]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Literal { get; }
}
