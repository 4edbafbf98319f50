namespace Plimsoll.Tags;

/// <summary>What publishing does with one tag.</summary>
public enum TagAction
{
    /// <summary>The tag does not exist and is written.</summary>
    Create,

    /// <summary>The tag already points to this image.</summary>
    Unchanged,

    /// <summary>The tag points to another image of the same commit, and keeps it.</summary>
    Keep,

    /// <summary>A moving tag is moved to this image.</summary>
    Move,

    /// <summary>The tag must not be written; nothing is published.</summary>
    Refuse,
}
