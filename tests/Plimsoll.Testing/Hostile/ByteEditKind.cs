namespace Plimsoll.Testing.Hostile;

/// <summary>What is done to some bytes.</summary>
public enum ByteEditKind
{
    /// <summary>One bit is turned over.</summary>
    Flip,

    /// <summary>Bytes are written over what is there.</summary>
    Overwrite,

    /// <summary>Bytes are put in.</summary>
    Insert,

    /// <summary>A stretch is taken out.</summary>
    Delete,

    /// <summary>A stretch is there twice.</summary>
    Repeat,

    /// <summary>The end is cut off.</summary>
    Truncate,

    /// <summary>The end is that of another valid input.</summary>
    Splice,
}
