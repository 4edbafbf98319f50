using System.Buffers;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Policy;

/// <summary>What stands where Helm, Flux and Crossplane take a version or a range of versions.</summary>
internal static class VersionConstraint
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("<>=~^|*, ");

    private static readonly SemanticVersion Highest = new(int.MaxValue, 0, 0);

    /// <summary>
    /// Whether it selects among versions: with an operator, <c>x</c> or <c>*</c> for a number, or with fewer than three numbers. A word,
    /// a digest and a whole version do not.
    /// </summary>
    public static bool IsRange(string text)
    {
        var version = text.AsSpan().Trim();
        if (version.StartsWith("=") && !version[1..].ContainsAny(Operators))
            version = version[1..];
        if (version.ContainsAny(Operators) || version.Contains('!'))
            return true;

        var numbers = version.StartsWith("v") ? version[1..] : version;
        var core = numbers.IndexOfAny('-', '+') is >= 0 and var end ? numbers[..end] : numbers;
        var count = 0;
        foreach (var part in core.Split('.'))
        {
            count++;
            if (core[part] is "x" or "X")
                return true;
            if (core[part].IsEmpty || core[part].ContainsAnyExceptInRange('0', '9'))
                return false;
        }

        return count < 3 && core.Length == numbers.Length;
    }

    /// <summary>Whether the range has no upper end, so that any version to come is in it.</summary>
    public static bool IsUnbounded(string range) =>
        VersionRange.TryParse(range, out var parsed, out _) ? parsed.Contains(Highest) : range.Contains('>', StringComparison.Ordinal) && !range.Contains('<', StringComparison.Ordinal);
}
