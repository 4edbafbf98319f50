namespace Plimsoll.Tags.Hosts;

/// <summary>The parts of a full ref name such as <c>refs/heads/main</c>.</summary>
internal static class GitRef
{
    /// <summary>The branch of <c>refs/heads/…</c>, else <c>null</c>.</summary>
    public static string? Branch(string? name) => After(name, "refs/heads/");

    /// <summary>The tag of <c>refs/tags/…</c>, else <c>null</c>.</summary>
    public static string? Tag(string? name) => After(name, "refs/tags/");

    /// <summary>
    /// The number of <c>refs/pull/N/merge</c> or <c>refs/pull/N/head</c>, of GitLab's <c>refs/merge-requests/N/…</c> and of
    /// Bitbucket's <c>refs/pull-requests/N/…</c>; else <c>null</c>.
    /// </summary>
    public static string? PullRequest(string? name) =>
        (After(name, "refs/pull/") ?? After(name, "refs/merge-requests/") ?? After(name, "refs/pull-requests/"))?.Split('/')[0] is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number : null;

    /// <summary>Whether it is the merge that a host keeps of a pull request and its target, <c>refs/pull/N/merge</c>.</summary>
    public static bool IsMerge(string? name) => PullRequest(name) is not null && name!.EndsWith("/merge", StringComparison.Ordinal);

    private static string? After(string? name, string prefix) =>
        name?.StartsWith(prefix, StringComparison.Ordinal) == true && name.Length > prefix.Length ? name[prefix.Length..] : null;
}
