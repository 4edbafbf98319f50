using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>The version of a component: the part of a repository that has tags and, where it has paths, files of its own.</summary>
internal sealed record ComponentVersion
{
    /// <summary>The version, and the tag it was calculated from.</summary>
    public required CalculatedVersion Calculated { get; init; }

    /// <summary>Whether the component has commits that its newest tag has not; without a tag, whether it has any.</summary>
    public bool IsChanged { get; init; }

    /// <summary>
    /// Calculates the version of HEAD by the rules of <see cref="VersionCalculator"/>, except that only commits count that touch
    /// the paths: a component without any since its tag keeps that tag's version. The height is that of the longest line of such
    /// commits since the tag, so that what a side branch brings counts too; without a tag they are counted from the first commit,
    /// as there without paths.
    /// </summary>
    /// <param name="history">The history behind HEAD.</param>
    /// <param name="paths">The component's files, or <c>null</c> where every commit counts.</param>
    /// <param name="options">With the component's <see cref="VersionOptions.TagPrefix"/>.</param>
    /// <exception cref="PlimsollException">A commit or folder is missing (exit code 2).</exception>
    public static ComponentVersion Calculate(ICommitHistory history, PathFilter? paths, VersionOptions options)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(options);
        if (paths is null)
        {
            var plain = VersionCalculator.Calculate(history, options);
            return new ComponentVersion { Calculated = plain, IsChanged = !plain.IsExactTag };
        }

        var isChanged = false;
        var calculated = VersionCalculator.Calculate(history, options, tagged =>
        {
            var since = CommitRangeReader.Read(history, tagged);
            var touching = history.Touching(since, paths);
            isChanged = touching.Count > 0;
            return isChanged ? LongestLine(since, tagged is null ? WithoutRoots(since, touching) : touching) : 0;
        });
        return new ComponentVersion { Calculated = calculated with { Reason = DescribeReason(calculated, isChanged) }, IsChanged = isChanged };
    }

    private static string DescribeReason(CalculatedVersion calculated, bool isChanged) =>
        isChanged ? $"{calculated.Reason}; only commits that touch the component's paths count"
        : calculated.Tag is { } tag ? $"no commit since the tag {tag} touches the component's paths"
        : "no commit touches the component's paths, and it has no version tag";

    private static HashSet<string> WithoutRoots(IReadOnlyList<HistoryCommit> commits, IReadOnlySet<string> touching) =>
        [.. commits.Where(commit => commit.ParentIds.Count > 0 && touching.Contains(commit.Id)).Select(commit => commit.Id)];

    /// <summary>The most touching commits on one way through the commits.</summary>
    private static int LongestLine(IReadOnlyList<HistoryCommit> commits, IReadOnlySet<string> touching)
    {
        var byId = commits.ToDictionary(commit => commit.Id, StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(byId.Count, StringComparer.Ordinal);
        foreach (var commit in commits)
        {
            // Parents first. Not by recursion: a history may be deeper than the stack.
            var stack = new Stack<HistoryCommit>([commit]);
            while (stack.TryPeek(out var current))
            {
                var parents = current.ParentIds.Where(byId.ContainsKey).ToList();
                var open = parents.Where(parent => !lines.ContainsKey(parent)).ToList();
                if (open.Count > 0)
                {
                    open.ForEach(parent => stack.Push(byId[parent]));
                    continue;
                }

                stack.Pop();
                lines[current.Id] = parents.Select(parent => lines[parent]).DefaultIfEmpty().Max() + (touching.Contains(current.Id) ? 1 : 0);
            }
        }

        return lines.Values.Max();
    }
}
