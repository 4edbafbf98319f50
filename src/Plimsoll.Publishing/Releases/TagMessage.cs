using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>The message of a release's git tag where the user gave none: what is released, and the commits.</summary>
internal static class TagMessage
{
    /// <summary>What anybody still reads. The history has the rest.</summary>
    private const int MostCommits = 200;

    public static string Format(NextVersion next, string? component)
    {
        var lines = next.Commits.Take(MostCommits).Select(commit => $"- {LogText.Neutralize(commit.Subject)} ({commit.Commit.AbbreviatedId})");
        if (next.Commits.Count > MostCommits)
            lines = lines.Append($"- and {next.Commits.Count - MostCommits} more");

        var title = $"Release {(component is null ? "" : $"{LogText.Neutralize(component)} ")}{next.Version.ToFullString()}\n";
        return string.Join('\n', next.Commits.Count > 0 ? [title, .. lines] : [title]);
    }
}
