namespace Plimsoll.Tags.Versions;

/// <summary>The version of a commit, and what it was calculated from.</summary>
public sealed record CalculatedVersion
{
    /// <summary>The version. <see cref="SemanticVersion.ToFullString"/> prints it with build metadata.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The commits from <see cref="Commit"/> to HEAD, along the first path that leads there.</summary>
    public int Height { get; init; }

    /// <summary>The name of the tag that it was calculated from, as git has it, or <c>null</c> where no version tag was found.</summary>
    public string? Tag { get; init; }

    /// <summary>The commit of that tag, or the first commit of the history; <c>null</c> where there is no commit.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether the tag is at HEAD, so that the commit is a release or prerelease itself.</summary>
    public bool IsExactTag => Tag is not null && Height == 0;

    /// <summary>Why it is this version, in one sentence without its full stop.</summary>
    public required string Reason { get; init; }
}
