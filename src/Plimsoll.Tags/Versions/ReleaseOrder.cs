using System.Numerics;

namespace Plimsoll.Tags.Versions;

/// <summary>The order of releases: by epoch, then by <see cref="SemanticVersionOrder"/>, then by the numbers that a Python version has besides.</summary>
internal sealed class ReleaseOrder : IComparer<ReleaseTag>
{
    /// <summary>The only instance.</summary>
    public static ReleaseOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(ReleaseTag? x, ReleaseTag? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);

        var order = x.Epoch.CompareTo(y.Epoch);
        if (order == 0)
            order = SemanticVersionOrder.Instance.Compare(x.Version, y.Version);
        for (var index = 0; order == 0 && index < Math.Max(x.Further.Count, y.Further.Count); index++)
            order = At(x.Further, index).CompareTo(At(y.Further, index));
        return order != 0 ? order : x.Post.CompareTo(y.Post);
    }

    private static BigInteger At(IReadOnlyList<BigInteger> numbers, int index) => index < numbers.Count ? numbers[index] : BigInteger.Zero;
}
