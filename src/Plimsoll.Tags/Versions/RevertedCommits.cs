using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>Commits that were taken back before anything was released of them: neither they nor their reverts ask for a version.</summary>
internal static partial class RevertedCommits
{
    /// <summary>Sets what reverts and their commits ask for to nothing. A revert that is reverted itself brings its commit back.</summary>
    /// <param name="commits">The commits since a release, newest first.</param>
    public static IReadOnlyList<ReleaseCommit> Cancel(IReadOnlyList<ReleaseCommit> commits)
    {
        var cancelled = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < commits.Count; index++)
        {
            // What is taken back itself takes nothing back.
            var revert = commits[index];
            if (cancelled.Contains(revert.Commit.Id) || FindTargets(revert, commits.Skip(index + 1).Where(commit => !cancelled.Contains(commit.Commit.Id))) is not { Count: > 0 } targets)
                continue;

            foreach (var target in targets)
                if (target is not null)
                    cancelled.Add(target.Commit.Id);
            if (targets.All(target => target is not null))
                cancelled.Add(revert.Commit.Id);
        }

        return cancelled.Count == 0 ? commits : [.. commits.Select(commit => cancelled.Contains(commit.Commit.Id) ? commit with { Bump = VersionBump.None, IsCancelled = true } : commit)];
    }

    /// <summary>One entry for each commit that a message says it reverts: <c>null</c> where it is not among the older ones, but released.</summary>
    private static List<ReleaseCommit?> FindTargets(ReleaseCommit revert, IEnumerable<ReleaseCommit> older)
    {
        var message = revert.Commit.Message;
        var ids = RevertedId.Matches(message).Select(match => match.Groups["id"].Value)
            .Concat(revert.Conventional is { } conventional && conventional.Type.Equals("revert", StringComparison.OrdinalIgnoreCase)
                ? conventional.Footers.Where(footer => footer.Token.Equals("Refs", StringComparison.OrdinalIgnoreCase)).SelectMany(footer => AnyId.Matches(footer.Value)).Select(match => match.Value)
                : [])
            .ToList();
        var candidates = older.ToList();
        if (ids.Count > 0)
            return [.. ids.Select(id => candidates.Find(commit => commit.Commit.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)))];

        // GitHub's button names the pull request's title only.
        return RevertedSubject.Match(SquashedMessage.WithoutHostPrefix(message)) is { Success: true } match
            ? [candidates.Find(commit => commit.Subject == match.Groups["subject"].Value)]
            : [];
    }

    [GeneratedRegex(@"\bThis reverts commit (?<id>[0-9a-f]{7,64})\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex RevertedId { get; }

    [GeneratedRegex(@"\b[0-9a-f]{7,64}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AnyId { get; }

    [GeneratedRegex(@"\A(?:revert: )?Revert ""(?<subject>.+)""(?: \(#[0-9]+\))?(?:\n|\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex RevertedSubject { get; }
}
