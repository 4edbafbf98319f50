namespace Plimsoll.Hosts;

/// <summary>The parts of a full ref name such as <c>refs/heads/main</c>.</summary>
internal static class GitRef
{
    /// <summary>The branch of <c>refs/heads/…</c>, else <c>null</c>.</summary>
    public static string? Branch(string? name) => After(name, "refs/heads/");

    /// <summary>The tag of <c>refs/tags/…</c>, else <c>null</c>.</summary>
    public static string? Tag(string? name) => After(name, "refs/tags/");

    /// <summary>The number of <c>refs/pull/N/merge</c> or <c>refs/pull/N/head</c>, else <c>null</c>.</summary>
    public static string? PullRequest(string? name) => After(name, "refs/pull/")?.Split('/')[0];

    private static string? After(string? name, string prefix) =>
        name?.StartsWith(prefix, StringComparison.Ordinal) == true && name.Length > prefix.Length ? name[prefix.Length..] : null;
}
