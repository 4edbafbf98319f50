using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll version next</c>.</summary>
internal sealed record NextVersionReport(
    int SchemaVersion,
    string Version,
    string TagName,
    bool IsNew,
    bool IsTagged,
    string? Component,
    string Bump,
    string Reason,
    ReleaseTagEntry? Base,
    ReleaseTagEntry? Release,
    IReadOnlyList<CommitEntry> Commits,
    int MergeCommits)
{
    public static NextVersionReport Create(NextVersion next, string? component, bool isTagged) => new(
        1,
        next.Version.ToFullString(),
        next.TagName,
        next.IsNew,
        isTagged,
        component,
        Lowercase(next.Bump),
        next.Reason,
        ReleaseTagEntry.Create(next.Base),
        ReleaseTagEntry.Create(next.Release),
        [.. next.Commits.Select(commit => new CommitEntry(
            commit.Commit.Id,
            commit.Commit.AbbreviatedId,
            commit.Conventional is not null,
            commit.Conventional?.Type,
            commit.Conventional?.Scope,
            commit.Conventional?.IsBreaking == true || commit.Bump == VersionBump.Major,
            commit.Subject,
            Lowercase(commit.Bump)))],
        next.Merges);

    public string ToJson() => CliJson.Write(this, CliJson.Default.NextVersionReport);

    public IReadOnlyList<KeyValuePair<string, string>> ToOutputs() =>
    [
        new("version", Version),
        new("tag-name", TagName),
        new("is-new", IsNew ? "true" : "false"),
        new("bump", Bump),
    ];

    /// <summary>The version, its reason, and each commit with the bump that it requires.</summary>
    public IEnumerable<string> ToExplanation(TableStyle style)
    {
        yield return Version;
        yield return LogText.Neutralize($"because {Reason}");
        if (Commits.Count > 0)
        {
            var table = new TextTable(["COMMIT", "BUMP", "TYPE", "SUBJECT"]);
            foreach (var commit in Commits)
                table.Add(commit.AbbreviatedId, commit.Bump, commit.IsConventional ? $"{commit.Type}{(commit.IsBreaking ? " (breaking)" : "")}" : "not conventional", commit.Subject);
            foreach (var line in table.Lines(style))
                yield return line;
        }

        if (MergeCommits > 0)
            yield return MergeCommits == 1 ? "1 merge commit is not listed" : $"{MergeCommits} merge commits are not listed";
    }

    private static string Lowercase(VersionBump bump) => bump.ToString().ToLowerInvariant();
}
