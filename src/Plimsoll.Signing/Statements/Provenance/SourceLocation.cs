namespace Plimsoll.Signing.Statements.Provenance;

/// <summary>A repository and what was built of it, as provenance names both in one URI.</summary>
/// <param name="Repository">The repository's URL, without <c>git+</c>, <c>.git</c>, a user and a trailing slash: <c>https://github.com/acme/app</c>.</param>
/// <param name="Ref">The branch, tag or other ref, as the URI has it: <c>refs/heads/main</c>; <c>null</c> where it names none.</param>
internal sealed record SourceLocation(string Repository, string? Ref)
{
    /// <summary>
    /// Reads what tools write: <c>git+https://host/path@ref</c> (SPDX download location; GitHub, GitLab, SLSA generators) and
    /// <c>https://host/path.git#ref:folder</c> (BuildKit's contexts).
    /// </summary>
    /// <returns><c>null</c> where the text is no URL of a repository.</returns>
    public static SourceLocation? TryParse(string? text)
    {
        if (text is null)
            return null;

        var location = text.StartsWith("git+", StringComparison.Ordinal) ? text[4..] : text;
        string? reference = null;
        if (location.IndexOf('#') is >= 0 and var hash)
        {
            reference = location[(hash + 1)..].Split(':')[0];
            location = location[..hash];
        }

        if (!Uri.TryCreate(location, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "ssh" or "git"))
            return null;

        // An @ of the path is followed by the ref, and one before the host by nothing of the sort.
        var path = uri.AbsolutePath;
        if (path.IndexOf('@') is > 0 and var at)
        {
            reference ??= Uri.UnescapeDataString(path[(at + 1)..]);
            path = path[..at];
        }

        path = path.TrimEnd('/');
        if (path.EndsWith(".git", StringComparison.Ordinal))
            path = path[..^4];
        return path.Length <= 1 ? null : new SourceLocation($"{uri.Scheme}://{uri.Authority}{path}", reference is { Length: > 0 } ? reference : null);
    }
}
