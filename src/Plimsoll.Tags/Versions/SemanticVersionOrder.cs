using System.Globalization;
using System.Numerics;
using NuGet.Versioning;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// The precedence of SemVer 2.0 §11. NuGet's own comparer ignores case in prerelease labels; SemVer compares them by
/// ASCII. Build metadata has no precedence.
/// </summary>
internal sealed class SemanticVersionOrder : IComparer<SemanticVersion>
{
    /// <summary>The only instance.</summary>
    public static SemanticVersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(SemanticVersion? x, SemanticVersion? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);

        var core = (x.Major, x.Minor, x.Patch).CompareTo((y.Major, y.Minor, y.Patch));
        if (core != 0)
            return core;

        if (x.IsPrerelease != y.IsPrerelease)
            return x.IsPrerelease ? -1 : 1;

        var left = x.ReleaseLabels.ToList();
        var right = y.ReleaseLabels.ToList();
        for (var index = 0; index < Math.Min(left.Count, right.Count); index++)
            if (CompareLabels(left[index], right[index]) is not 0 and var order)
                return order;

        return left.Count.CompareTo(right.Count);
    }

    private static int CompareLabels(string left, string right)
    {
        var leftIsNumber = BigInteger.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
        var rightIsNumber = BigInteger.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
        return (leftIsNumber, rightIsNumber) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
    }
}
