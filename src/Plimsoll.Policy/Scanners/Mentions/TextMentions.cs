namespace Plimsoll.Policy.Scanners.Mentions;

/// <summary>Finds images behind keys in a file with a grammar of its own that its scanner does not know.</summary>
internal static class TextMentions
{
    private static readonly string[] CommentMarks = ["#", "//", ";", "/*", "{{/*", "{{- /*", "::", "rem ", "REM "];

    /// <summary>Where the first one starts, or <c>null</c>.</summary>
    public static int? Find(ScanContext context)
    {
        var text = context.Source.Text;
        foreach (var offset in context.IsPartlyRead ? ImageMention.FindAll(text) : ImageMention.FindKeys(text))
            if (!context.IsKnown(offset) && !IsComment(text, offset))
                return offset;
        return null;
    }

    /// <summary>Where the first one starts that a step of an unknown tool runs, or <c>null</c>.</summary>
    public static int? FindStep(string text) => ImageMention.FindSteps(text).Where(offset => !IsComment(text, offset)).Select(static offset => (int?)offset).FirstOrDefault();

    /// <summary>Whether the line is a comment, or one starts before the offset.</summary>
    private static bool IsComment(string text, int offset)
    {
        var before = text.AsSpan(text.LastIndexOf('\n', offset) + 1);
        before = before[..(offset - (text.Length - before.Length))].TrimStart();
        if (before.StartsWith("*"))
            return true;

        foreach (var mark in CommentMarks)
            if (before.StartsWith(mark) || before.IndexOf(" " + mark) >= 0)
                return true;
        return false;
    }
}
