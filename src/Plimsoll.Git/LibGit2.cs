using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>What LibGit2Sharp throws.</summary>
internal static class LibGit2
{
    /// <summary>
    /// Whether libgit2 refused something. LibGit2Sharp takes its words for a format, so that a path or name with braces in them is a
    /// <see cref="FormatException"/>.
    /// </summary>
    public static bool IsRefusal(Exception exception) => exception is LibGit2SharpException or FormatException;

    /// <summary>Whether a repository could not be read: by libgit2, or because of its files.</summary>
    public static bool IsUnreadable(Exception exception) => IsRefusal(exception) || exception is IOException or UnauthorizedAccessException;

    /// <summary>Why, in a few words.</summary>
    public static string Reason(Exception exception) => exception is FormatException ? "libgit2 cannot read a name or path in it" : exception.Message;
}
