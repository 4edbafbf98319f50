namespace Plimsoll.Testing.Hostile;

/// <summary>What is done to a text of lines.</summary>
public enum LineEditKind
{
    /// <summary>A word becomes another.</summary>
    ReplaceWord,

    /// <summary>A word gets an end.</summary>
    ExtendWord,

    /// <summary>There is one more line.</summary>
    InsertLine,

    /// <summary>A line goes.</summary>
    RemoveLine,

    /// <summary>A line is there twice.</summary>
    RepeatLine,

    /// <summary>A line is further in.</summary>
    Indent,

    /// <summary>A line begins at the margin.</summary>
    Outdent,

    /// <summary>Something stands behind a line.</summary>
    EndLine,

    /// <summary>The text ends before a line.</summary>
    Truncate,
}
