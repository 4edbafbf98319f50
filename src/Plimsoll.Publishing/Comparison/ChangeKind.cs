namespace Plimsoll.Publishing.Comparison;

/// <summary>How a part of an image differs from that of another one.</summary>
public enum ChangeKind
{
    /// <summary>It is the same.</summary>
    Same,

    /// <summary>Only the second image has it.</summary>
    Added,

    /// <summary>Only the first image has it.</summary>
    Removed,

    /// <summary>Both have it, with another content.</summary>
    Changed,
}
