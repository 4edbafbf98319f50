using System.Globalization;
using System.Numerics;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// The precedence of SemVer 2.0 §11. Build metadata has none.
/// </summary>
internal sealed class SemanticVersionOrder : IComparer<SemanticVersion>
{
    private readonly StringComparer _labels;

    private SemanticVersionOrder(StringComparer labels) => _labels = labels;

    /// <summary>As SemVer says: prerelease labels are compared by ASCII.</summary>
    public static SemanticVersionOrder Instance { get; } = new(StringComparer.Ordinal);

    /// <summary>As NuGet, and so MinVer, compares: prerelease labels ignoring case.</summary>
    public static SemanticVersionOrder IgnoringCase { get; } = new(StringComparer.OrdinalIgnoreCase);

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

        var (left, right) = (x.ReleaseLabels, y.ReleaseLabels);
        for (var index = 0; index < Math.Min(left.Count, right.Count); index++)
            if (CompareLabels(left[index], right[index]) is not 0 and var order)
                return order;

        return left.Count.CompareTo(right.Count);
    }

    private int CompareLabels(string left, string right)
    {
        var leftIsNumber = BigInteger.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
        var rightIsNumber = BigInteger.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
        return (leftIsNumber, rightIsNumber) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => _labels.Compare(left, right),
        };
    }
}
