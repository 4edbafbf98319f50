namespace Plimsoll.Git;

/// <summary>What came of reading the file of an object.</summary>
internal enum LooseObjectState
{
    /// <summary>It is whole, and its bytes are there.</summary>
    Read,

    /// <summary>Somebody else must read it: it is too large, of no known kind, or its file cannot be opened.</summary>
    Unread,

    /// <summary>Its file is not whole.</summary>
    Corrupt,
}
