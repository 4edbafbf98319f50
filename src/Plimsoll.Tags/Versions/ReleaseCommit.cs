using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>A commit since the last release, and what it asks for.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Conventional">Its message by Conventional Commits, or <c>null</c> where it is not conventional.</param>
/// <param name="Bump">What it asks of the version by itself.</param>
internal sealed record ReleaseCommit(Commit Commit, ConventionalCommit? Conventional, VersionBump Bump)
{
    /// <summary>The first line of the message; foreign text.</summary>
    public string Subject => Commit.Message.AsSpan().TrimStart().ToString().ReplaceLineEndings("\n").Split('\n')[0].TrimEnd();

    /// <summary>The version that a footer <c>Release-As:</c> asks for as it was written, or <c>null</c>; foreign text.</summary>
    public string? ReleaseAs { get; init; }

    /// <summary>Whether the commit was reverted, or is the revert, before anything was released of it.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Determines what a commit asks for: by its message, and by those of the commits that were squashed into it.</summary>
    public static ReleaseCommit FromCommit(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var message = SquashedMessage.WithoutHostPrefix(commit.Message);
        var conventional = ConventionalCommit.TryParse(message, out var parsed) ? parsed : null;
        var footers = ConventionalCommit.FootersOf(message);
        var bumps = SquashedMessage.Listed(message).Select(VersionBumps.FromCommit).ToList();
        if (conventional is not null || bumps.Count == 0)
            bumps.Add(VersionBumps.FromCommit(conventional));
        if (footers.Any(footer => footer.IsBreaking))
            bumps.Add(VersionBump.Major);
        return new ReleaseCommit(commit, conventional, bumps.Max())
        {
            ReleaseAs = footers.LastOrDefault(footer => footer.Token.Equals("Release-As", StringComparison.OrdinalIgnoreCase) && footer.Separator == ": ")?.Value,
        };
    }
}
