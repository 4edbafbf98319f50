using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>The matrix of a GitHub job: its axes, less <c>exclude</c>, plus <c>include</c>, in GitHub's order.</summary>
internal static class GitHubMatrix
{
    private const int MaximumDepth = 10;
    private const int MaximumEntries = 256;

    /// <summary>The environments of a job: one for each combination, one without variables where it has no matrix.</summary>
    /// <param name="job">The job.</param>
    /// <param name="images">Where combinations are kept.</param>
    /// <param name="source">The text of the file.</param>
    public static IReadOnlyList<ScalarLookup> Environments(SourceMapping job, PipelineImages images, SourceText source)
    {
        var combinations = job["strategy"] switch
        {
            null => [],
            SourceMapping strategy => strategy["matrix"] is { } matrix ? images.Combinations(matrix, () => Combinations(JsonLiteral.Read(matrix, source), source)) : [],
            _ => null,
        };
        if (combinations is null)
            return PipelineImages.NoVariables;

        if (combinations.Count == 0)
            combinations = [[]];
        return combinations.ConvertAll<ScalarLookup>(combination => name => Lookup(combination, name));
    }

    /// <summary>The value of <c>matrix.a.b</c>; of a mapping that stands for a whole container, its image.</summary>
    private static IReadOnlyList<LocatedScalar>? Lookup(Dictionary<string, SourceNode> combination, string name)
    {
        var path = name.Split('.');
        if (path.Length < 2 || !path[0].Equals("matrix", StringComparison.OrdinalIgnoreCase))
            return null;

        var node = combination.GetValueOrDefault(path[1]);
        foreach (var key in path.AsSpan(2))
            node = (node as SourceMapping)?[key];
        return node switch
        {
            null => [],
            SourceScalar scalar => [new LocatedScalar(AsNumber(scalar))],
            SourceMapping container when container["image"] is SourceScalar image => [new LocatedScalar(image)],
            _ => null,
        };
    }

    /// <summary>GitHub reads an unquoted <c>3.10</c> as a number, which it writes as <c>3.1</c>.</summary>
    private static SourceScalar AsNumber(SourceScalar scalar)
    {
        var text = scalar.Value;
        var point = text.IndexOf('.');
        return scalar.IsPlain && point > 0 && text[^1] == '0' && text.AsSpan(0, point).IndexOfAnyExceptInRange('0', '9') < 0 && text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? new SourceScalar(text.TrimEnd('0').TrimEnd('.'), isPlain: true, scalar.Start, scalar.End)
            : scalar;
    }

    /// <summary>The combinations, or <c>null</c> where they are computed or more than GitHub runs.</summary>
    private static List<Dictionary<string, SourceNode>>? Combinations(SourceNode node, SourceText source)
    {
        if (node is not SourceMapping matrix)
            return null;

        var axes = matrix.Effective().Where(entry => entry.Key.Value is not ("include" or "exclude")).Select(entry => (entry.Key.Value, JsonLiteral.Read(entry.Value, source))).Reverse().ToList();
        var combinations = axes.Count == 0 ? [] : Matrix.Product(axes, StringComparer.OrdinalIgnoreCase);
        var (include, exclude) = (JsonLiteral.Read(matrix["include"], source), JsonLiteral.Read(matrix["exclude"], source));
        if (combinations is null || include is SourceScalar { IsNull: false })
            return null;

        if (exclude is SourceSequence excluded)
        {
            foreach (var entry in excluded.Items.OfType<SourceMapping>().Where(entry => entry.Entries.Count > 0).Take(MaximumEntries))
                combinations.RemoveAll(combination => entry.Effective().All(pair => combination.TryGetValue(pair.Key.Value, out var value) && AreEqual(value, pair.Value, 0)));
        }

        return include is SourceSequence included ? Included(combinations, included) : combinations;
    }

    /// <summary>
    /// Each entry extends the combinations whose own values it does not change; where it can extend none it is a
    /// combination of its own.
    /// </summary>
    private static List<Dictionary<string, SourceNode>>? Included(List<Dictionary<string, SourceNode>> combinations, SourceSequence included)
    {
        if (included.Items.Count > MaximumEntries)
            return null;

        var originals = combinations.ConvertAll(combination => new Dictionary<string, SourceNode>(combination, combination.Comparer));
        var added = new List<Dictionary<string, SourceNode>>();
        foreach (var item in included.Items)
        {
            // An entry that is computed may hold anything.
            if (item is not SourceMapping entry)
                return null;

            var values = entry.Effective().ToList();
            var extends = false;
            for (var i = 0; i < combinations.Count; i++)
            {
                if (!values.TrueForAll(pair => !originals[i].TryGetValue(pair.Key.Value, out var value) || AreEqual(value, pair.Value, 0)))
                    continue;

                extends = true;
                foreach (var (key, value) in values)
                    if (!originals[i].ContainsKey(key.Value))
                        combinations[i][key.Value] = value;
            }

            if (extends)
                continue;

            var combination = new Dictionary<string, SourceNode>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in values)
                combination.TryAdd(key.Value, value);
            added.Add(combination);
        }

        return [.. combinations, .. added];
    }

    private static bool AreEqual(SourceNode left, SourceNode right, int depth) => (left, right) switch
    {
        _ when depth > MaximumDepth => false,
        (SourceScalar a, SourceScalar b) => a.Value == b.Value,
        (SourceSequence a, SourceSequence b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second, depth + 1)),
        (SourceMapping a, SourceMapping b) => a.Entries.Count == b.Entries.Count && a.Effective().All(entry => b[entry.Key.Value] is { } value && AreEqual(entry.Value, value, depth + 1)),
        _ => false,
    };
}
