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

    /// <summary>A text that is a number, else <c>null</c>: hosts write <c>false</c> where there is no pull request.</summary>
    public static string? Number(string? text) => text is { Length: > 0 } && text.All(char.IsAsciiDigit) ? text : null;

    /// <summary>Whether a text is a whole commit id.</summary>
    public static bool IsCommitId(string? text) => text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit);

    /// <summary>What follows a prefix; <c>null</c> where the text does not begin with it, or nothing follows.</summary>
    public static string? After(string? name, string prefix) =>
        name?.StartsWith(prefix, StringComparison.Ordinal) == true && name.Length > prefix.Length ? name[prefix.Length..] : null;
}
