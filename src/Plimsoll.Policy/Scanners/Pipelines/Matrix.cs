using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Pipelines;

/// <summary>The combinations of a matrix: lists of values by name, every one with every other.</summary>
internal static class Matrix
{
    /// <summary>GitHub's limit for one job, the largest of all; what has more does not run.</summary>
    public const int MaximumCombinations = 256;

    /// <summary>All combinations of the lists' values, or <c>null</c> where there are more than <see cref="MaximumCombinations"/>.</summary>
    /// <param name="axes">Names with their values: a sequence, or a single value.</param>
    /// <param name="comparer">How names are compared.</param>
    public static List<Dictionary<string, SourceNode>>? Product(IEnumerable<(string Name, SourceNode Values)> axes, StringComparer comparer)
    {
        List<Dictionary<string, SourceNode>> combinations = [new(comparer)];
        foreach (var (name, node) in axes)
        {
            var values = node is SourceSequence sequence ? sequence.Items : [node];
            if ((long)combinations.Count * values.Count > MaximumCombinations)
                return null;

            combinations = combinations
                .SelectMany(combination => values, (combination, value) => new Dictionary<string, SourceNode>(combination, comparer) { [name] = value })
                .ToList();
        }

        return combinations;
    }
}
