using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Suppressions;

/// <summary>
/// What stands behind the marker of a suppression: rules and the expiry date in any order, then the reason. The reason starts
/// at <c>--</c>, else at the first word that is neither; but a word that looks like a rule or a key, and is none, is a
/// mistake, because as the start of a reason it would suppress more than its author meant.
/// </summary>
internal sealed partial class SuppressionTerms
{
    private const string Form = "plimsoll:ignore RULE until=YYYY-MM-DD REASON";

    private readonly string[] _words;
    private readonly List<string> _rules = [];

    private SuppressionTerms(string text)
    {
        _words = text.Replace("*/", " ", StringComparison.Ordinal).Replace("}}", " ", StringComparison.Ordinal).Replace("-->", " ", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        Read();
    }

    /// <summary>The rules; none means all.</summary>
    public IReadOnlyList<string> Rules => _rules;

    /// <summary>The last day on which the suppression holds, or <c>null</c>.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The reason, or <c>null</c> for none.</summary>
    public string? Reason { get; private set; }

    /// <summary>What is wrong with it, or <c>null</c>.</summary>
    public SuppressionMistake? Mistake { get; private set; }

    public static SuppressionTerms Parse(string text) => new(text);

    private void Read()
    {
        var i = 0;
        while (i < _words.Length && Mistake is null && ReadTerm(i))
            i++;

        var reason = string.Join(' ', _words[i..]).TrimStart('-', ':', '–', '—', ' ');
        Reason = reason.Length == 0 ? null : reason;
        if (Mistake is null && i < _words.Length)
            CheckReason(_words[i..], isMarked: IsDash(_words[i]));
    }

    /// <summary>Reads a word as a rule or a key; <c>false</c> where the reason starts there.</summary>
    private bool ReadTerm(int index)
    {
        var word = _words[index];
        var next = index + 1 < _words.Length ? _words[index + 1] : "";
        if (IsDash(word))
            return false;

        if (word.StartsWith("until=", StringComparison.Ordinal) && Day(word["until=".Length..].TrimEnd(',')) is { } day)
        {
            Until = day;
            return true;
        }

        if (IsUntil(word, next) || DateLike().IsMatch(word))
            Mistake = NoDate(word, next);
        else if (Key().Match(word) is { Success: true } key && (key.Groups["sign"].Value == "=" || IsTerm(key.Groups["value"].Value.Length > 0 ? key.Groups["value"].Value : next)))
            Mistake = UnknownKey(key.Groups["key"].Value, word);
        else
            return ReadRules(word);
        return true;
    }

    private bool ReadRules(string word)
    {
        var names = word.TrimEnd(':').Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (!names.Any(RuleSpelling.IsMeant))
            return false;

        if (names.FirstOrDefault(name => !RuleNames.IsRule(name)) is { } unknown)
            Mistake = UnknownRule(unknown);
        else
            _rules.AddRange(names);
        return true;
    }

    /// <summary>What would have an effect before the reason, and has none in it.</summary>
    private void CheckReason(string[] words, bool isMarked)
    {
        if (words.FirstOrDefault(word => word.StartsWith("until=", StringComparison.OrdinalIgnoreCase)) is { } until)
            Mistake = Error($"'{until}' stands in the reason of this suppression, where it has no effect.", $"Write it before the reason: {Form}.");
        else if (!isMarked && _rules.Count == 0 && words.FirstOrDefault(word => word.Contains('-') && RuleNames.IsRule(word.Trim(',', '.', ':', ';', '(', ')', '\'', '"', '`'))) is { } rule)
            Mistake = Error($"'{rule}' stands in the reason of this suppression, which therefore is one of all rules.", $"Write the rules first: {Form}; or, for all rules, '--' before the reason.");
    }

    private static SuppressionMistake NoDate(string word, string next)
    {
        var written = word.TrimEnd('=', ':').Equals("until", StringComparison.OrdinalIgnoreCase) || !word.Any(char.IsAsciiDigit) ? $"{word} {next}".TrimEnd() : word;
        var parts = Digits().Matches(written).Select(match => match.Value).ToArray();
        var day = parts is [{ Length: 4 } year, { Length: 1 or 2 } month, { Length: 1 or 2 } date] && Day($"{year}-{month.PadLeft(2, '0')}-{date.PadLeft(2, '0')}") is { } meant
            ? meant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "YYYY-MM-DD";
        return Error($"'{written}' is not the expiry date of a suppression.", $"Write until={day} before the reason, or '--' before a reason that starts like this.");
    }

    private static SuppressionMistake UnknownKey(string key, string word) =>
        Error($"'{word}' is not a part of a suppression: there is no key '{key}'.", key.ToLowerInvariant() switch
        {
            "reason" or "why" or "because" => $"The reason needs no key: {Form}.",
            "rule" or "rules" => $"Rules need no key: {Form}.",
            _ => $"The only key is until: {Form}. Write '--' before a reason that starts like this.",
        });

    private static SuppressionMistake UnknownRule(string name) =>
        Error(
            $"'{name}' is not a rule.",
            RuleSpelling.Nearest(name) is { } nearest
                ? $"Did you mean '{nearest}'? Write '--' before a reason that starts with such a word."
                : "'plimsoll policy explain' lists the rules. If the reason starts with this word, write '--' before it.");

    private static SuppressionMistake Error(string message, string advice) => new(Severity.Error, $"{message} The comment suppresses nothing.", advice);

    /// <summary><c>Until=…</c>, <c>until: …</c>, <c>until 2020-01-01</c>: a key that is nearly right. A reason may start with the word alone.</summary>
    private static bool IsUntil(string word, string next)
    {
        var length = word.AsSpan().IndexOfAny('=', ':');
        var key = (length < 0 ? word : word[..length]).ToLowerInvariant();
        return key == "until" ? length >= 0 || next.StartsWith('=') || next.StartsWith(':') || DateLike().IsMatch(next)
            : length < 0 && DateLike().IsMatch(next) && EditDistance.Compute(key, "until") <= 2;
    }

    private static bool IsTerm(string value) => DateLike().IsMatch(value) || value.Split(',').Any(RuleNames.IsRule);

    private static bool IsDash(string word) => word.All(c => c is '-' or '–' or '—' or ':');

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"^(?<key>[A-Za-z][A-Za-z_-]*)(?<sign>[=:])(?<value>.*)$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[,.:]?$|^\d{8}$")]
    private static partial Regex DateLike();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
