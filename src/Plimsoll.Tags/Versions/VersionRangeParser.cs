using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// Reads ranges of versions. The grammar: alternatives separated by <c>||</c>; each of one or more comparators that must all hold,
/// separated by blanks or a comma; each an operator (<c>=</c> or none, <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>^</c>,
/// <c>~</c>) and a version of which the end may be missing, <c>x</c> or <c>*</c>.
/// </summary>
internal static partial class VersionRangeParser
{
    private static readonly BigInteger One = BigInteger.One;

    /// <summary>Reads a range.</summary>
    /// <returns>The bounds of each alternative, and <c>null</c>; or nothing, and what is wrong.</returns>
    public static (IReadOnlyList<IReadOnlyList<VersionBound>> Alternatives, string? Error) Parse(string text)
    {
        var alternatives = new List<IReadOnlyList<VersionBound>>();
        foreach (var part in text.Split("||"))
        {
            if (part.AsSpan().Trim().IsEmpty)
                return ([], text.AsSpan().Trim().IsEmpty ? "it is empty" : "there is nothing beside '||'");
            if (part.Contains(" - ", StringComparison.Ordinal))
                return ([], "a range with a dash is written with comparators, such as '>=1.2 <=1.4'");

            var bounds = new List<VersionBound>();
            for (var position = 0; part.AsSpan(position).ContainsAnyExcept(' ', ',', '\t');)
            {
                if (Comparator.Match(part, position) is not { Success: true } match)
                    return ([], $"'{part[position..].Trim([' ', ',', '\t'])}' is not a comparator");
                if (Add(match, bounds) is { } error)
                    return ([], error);
                position = match.Index + match.Length;
            }

            alternatives.Add(bounds);
        }

        return (alternatives, null);
    }

    /// <summary>Adds what a comparator means.</summary>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    private static string? Add(Match match, List<VersionBound> bounds)
    {
        var (text, sign) = (match.Value.Trim([' ', ',', '\t']), match.Groups["sign"].Value);
        if (ReadNumbers(match) is not { } numbers)
            return $"in '{text}' a number follows x or *";
        var release = match.Groups["release"].Success ? match.Groups["release"].Value : null;
        if (numbers.Count == 0)
            return sign.Length > 0 || release is not null ? $"'{text}' compares with any version" : null;
        if (release is not null && (numbers.Count < 3 || !VersionTag.TryParse($"0.0.0-{release}", out var tag) || !tag.IsPreRelease))
            return $"'-{release}' in '{text}' is not a prerelease such as -rc.1; a variant such as -alpine is chosen by a pattern";

        var lower = new SemanticVersion(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2), release?.Split('.'));
        var next = Next(numbers, numbers.Count - 1);
        var isWhole = numbers.Count == 3;
        bounds.AddRange((sign, isWhole) switch
        {
            (">=", _) => [new(VersionBoundKind.AtLeast, lower)],
            ("<", _) => [new(VersionBoundKind.Below, lower)],
            (">", true) => [new(VersionBoundKind.Above, lower)],
            (">", false) => [new(VersionBoundKind.AtLeast, next)],
            ("<=", true) => [new(VersionBoundKind.AtMost, lower)],
            ("<=", false) => [new(VersionBoundKind.Below, next)],
            ("^", _) => Between(lower, Next(numbers, FirstThatCounts(numbers))),
            ("~", _) => Between(lower, Next(numbers, Math.Min(1, numbers.Count - 1))),
            (_, true) => [new(VersionBoundKind.Exactly, lower)],
            _ => Between(lower, next),
        });
        return null;
    }

    private static VersionBound[] Between(SemanticVersion lower, SemanticVersion upper) =>
        [new(VersionBoundKind.AtLeast, lower), new(VersionBoundKind.Below, upper)];

    /// <summary>The numbers that are given; <c>null</c> where one stands behind a wildcard.</summary>
    private static List<BigInteger>? ReadNumbers(Match match)
    {
        var given = new[] { "major", "minor", "patch" }.Select(name => match.Groups[name].Value).ToList();
        var numbers = given.TakeWhile(text => text.Length > 0 && char.IsAsciiDigit(text[0])).Select(text => BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return given.Skip(numbers.Count).Any(text => text.Length > 0 && char.IsAsciiDigit(text[0])) ? null : numbers;
    }

    /// <summary>The leftmost number that is not zero, which <c>^</c> keeps.</summary>
    private static int FirstThatCounts(List<BigInteger> numbers) => numbers.FindIndex(number => !number.IsZero) is >= 0 and var index ? index : numbers.Count - 1;

    /// <summary>The first version with a higher number at this place.</summary>
    private static SemanticVersion Next(List<BigInteger> numbers, int place) =>
        new(numbers[0] + (place == 0 ? One : 0), place == 0 ? 0 : numbers[1] + (place == 1 ? One : 0), place < 2 ? 0 : numbers[2] + One);

    [GeneratedRegex(
        """
        \G[\s,]*(?<sign>>=|<=|>|<|=|\^|~)?\s*v?
        (?<major>0|[1-9][0-9]*|[xX*])(?:\.(?<minor>0|[1-9][0-9]*|[xX*]))?(?:\.(?<patch>0|[1-9][0-9]*|[xX*]))?
        (?:-(?<release>[0-9A-Za-z.-]+))?(?=[\s,]|\z)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Comparator { get; }
}
