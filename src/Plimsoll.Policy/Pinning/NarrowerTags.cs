using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Pinning;

/// <summary>
/// The tags of a repository that may be what a moving tag stands for: versions of the same variant, the newest first, of
/// those that begin alike the longest. <c>1.27-alpine</c> may be <c>1.27.3-alpine</c>; <c>alpine</c> and <c>latest</c> may be any
/// version with that suffix, or with none.
/// </summary>
internal static partial class NarrowerTags
{
    private sealed record Version(string Tag, string Prefix, IReadOnlyList<BigInteger> Numbers, string Suffix);

    /// <summary>The candidates among <paramref name="tags"/>, the most likely first.</summary>
    public static IReadOnlyList<string> Of(string moving, IEnumerable<string> tags)
    {
        var (given, word) = (Read(moving), moving is "latest" or "stable" ? "" : Latest().Replace(moving, ""));
        return [.. tags.Distinct(StringComparer.Ordinal)
            .Select(Read)
            .OfType<Version>()
            .Where(version => given is null
                ? version.Numbers.Count > 1 && version.Suffix.TrimStart('-') == word
                : version.Prefix == given.Prefix && version.Suffix == given.Suffix && version.Numbers.Count > given.Numbers.Count && version.Numbers.Take(given.Numbers.Count).SequenceEqual(given.Numbers))
            .OrderByDescending(version => version.Numbers, Comparer<IReadOnlyList<BigInteger>>.Create(Compare))
            .ThenBy(version => version.Tag, StringComparer.Ordinal)
            .Select(version => version.Tag)];
    }

    private static Version? Read(string tag) => Form().Match(tag) is { Success: true } match
        ? new Version(tag, match.Groups["prefix"].Value, [.. match.Groups["numbers"].Value.Split('.').Select(number => BigInteger.Parse(number, CultureInfo.InvariantCulture))], match.Groups["suffix"].Value)
        : null;

    /// <summary>By the numbers; what goes on is more than what ends.</summary>
    private static int Compare(IReadOnlyList<BigInteger> left, IReadOnlyList<BigInteger> right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
            if (left[i].CompareTo(right[i]) is not 0 and var order)
                return order;
        return left.Count.CompareTo(right.Count);
    }

    [GeneratedRegex(@"^(?<prefix>v?)(?<numbers>[0-9]{1,20}(\.[0-9]{1,20}){0,5})(?<suffix>([-_+].*)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("^(latest|stable)-", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Latest();
}
