namespace Plimsoll.Policy.Pinning;

/// <summary>Creates the text edits that write a commit where an action has a tag, and its version in the comment behind it.</summary>
internal static class ActionEdits
{
    /// <summary>The edits, none where nothing is to change, or why there are none.</summary>
    /// <param name="use">The action as it is.</param>
    /// <param name="text">The text of its file.</param>
    /// <param name="commit">Its commit.</param>
    /// <param name="version">The tag or branch to name.</param>
    /// <param name="isAlone">Whether no other action stands on its line.</param>
    public static (IReadOnlyList<TextEdit> Edits, string? Problem) Create(ActionUse use, string text, string commit, string version, bool isAlone)
    {
        var (action, comment) = (use.Reference!, use.Comment);
        var (isMoved, isNamed) = (commit != action.Ref, comment.Version is { } named && (comment.IsCertain || action.IsCommit));
        if (!isMoved && isNamed && comment.Version == version)
            return ([], null);
        if (text[use.Token.Start..use.Token.End] != use.Text)
            return ([], "it contains escapes or spans several lines");
        if (!isAlone)
            return ([], "another action stands on its line, so that a comment could not tell whose version it names");
        if (comment.Insertion is not { } end)
            return ([], "its line has no place for a comment that names its version");

        var edits = new List<TextEdit>();
        if (isMoved)
            edits.Add(new TextEdit(use.Token.End - action.Ref.Length, use.Token.End, commit));
        if (!isNamed)
            edits.Add(new TextEdit(end, end, $" # {version}"));
        else if (comment.Version != version)
            edits.Add(new TextEdit(comment.Place.Start, comment.Place.End, version));
        return (edits, null);
    }
}
