namespace Plimsoll.Publishing.Mirroring;

/// <summary>What mirroring does with a tag of the destination.</summary>
public enum SyncAction
{
    /// <summary>The tag points to the image already.</summary>
    Unchanged,

    /// <summary>The tag is not there yet.</summary>
    Create,

    /// <summary>The tag can move, and is pointed to another image.</summary>
    Move,

    /// <summary>The tag is immutable and points to another image, which it keeps.</summary>
    Conflict,

    /// <summary>The rules do not name the tag any more, and it is deleted.</summary>
    Delete,
}
