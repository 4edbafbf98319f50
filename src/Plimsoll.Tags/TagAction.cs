namespace Plimsoll.Tags;

/// <summary>What publishing does with one tag.</summary>
public enum TagAction
{
    /// <summary>The tag does not exist and is written.</summary>
    Create,

    /// <summary>The tag names this very image already.</summary>
    Unchanged,

    /// <summary>A Git SHA tag names another image of this very commit, and keeps it.</summary>
    Keep,

    /// <summary>A moving tag comes to name this image.</summary>
    Move,

    /// <summary>The tag must not be written; nothing is published.</summary>
    Refuse,
}
