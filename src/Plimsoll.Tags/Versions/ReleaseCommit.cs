using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>A commit since the last release, and what it asks for.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Conventional">Its message by Conventional Commits, or <c>null</c> where it is not conventional.</param>
/// <param name="Bump">What it asks of the version by itself.</param>
public sealed record ReleaseCommit(Commit Commit, ConventionalCommit? Conventional, VersionBump Bump)
{
    /// <summary>The first line of the message; foreign text.</summary>
    public string Subject => Commit.Message.AsSpan().TrimStart().ToString().ReplaceLineEndings("\n").Split('\n')[0].TrimEnd();

    /// <summary>Determines what a commit asks for.</summary>
    public static ReleaseCommit FromCommit(Commit commit)
    {
        var conventional = ConventionalCommit.TryParse(commit.Message, out var parsed) ? parsed : null;
        return new ReleaseCommit(commit, conventional, VersionBumps.FromCommit(conventional));
    }
}
