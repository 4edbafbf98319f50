using System.Text.RegularExpressions;

namespace Plimsoll.Policy;

/// <summary>An action or a reusable workflow, as <c>uses</c> names it: <c>[https://HOST/]OWNER/REPOSITORY[/PATH]@REF</c>.</summary>
/// <param name="Server">The address of another server than the usual one, which Gitea and Forgejo understand: <c>https://HOST</c>; else <c>null</c>.</param>
/// <param name="Repository">Owner and repository.</param>
/// <param name="Path">The folder of the action, or the file of the workflow, with a slash before it; empty for the repository's root.</param>
/// <param name="Ref">A tag, a branch or a commit.</param>
internal sealed partial record ActionReference(string? Server, string Repository, string Path, string Ref)
{
    /// <summary>Whether the reference is a whole commit, of sha1 or sha256, which never moves.</summary>
    public bool IsCommit => Ref.Length is 40 or 64 && IsHexadecimal(Ref);

    /// <summary>Whether the reference looks like the beginning of a commit.</summary>
    public bool IsAbbreviatedCommit => Ref.Length is >= 7 and < 40 && IsHexadecimal(Ref) && Ref.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && Ref.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0;

    /// <summary>Whether a text names something beside the workflow or an image, and no action of a repository. <c>$/</c> is the repository of the workflow itself.</summary>
    public static bool IsLocalOrImage(string text) => text.StartsWith('.') || text.StartsWith("$/", StringComparison.Ordinal) || text.StartsWith("docker://", StringComparison.Ordinal);

    /// <summary>Reads the text of <c>uses</c>; <c>null</c> where it is not of that form.</summary>
    public static ActionReference? Parse(string text) => Form().Match(text) is { Success: true } match
        ? new ActionReference(match.Groups["server"] is { Success: true, Value: var server } ? server : null, match.Groups["repository"].Value, match.Groups["path"].Value, match.Groups["ref"].Value)
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"{(Server is null ? "" : Server + "/")}{Repository}{Path}@{Ref}";

    private static bool IsHexadecimal(string text) => text.All(char.IsAsciiHexDigit);

    // A folder of dots would leave that of a mirror.
    [GeneratedRegex(@"^((?<server>https?://[A-Za-z0-9.:\[\]-]+)/)?(?<repository>(?!\.+/)[A-Za-z0-9_.-]+/(?!\.+(/|@))[A-Za-z0-9_.-]+)(?<path>(/[^\s@/]+)*)@(?<ref>[^\s@]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
