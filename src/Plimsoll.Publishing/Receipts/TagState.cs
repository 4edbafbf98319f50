namespace Plimsoll.Publishing.Receipts;

/// <summary>What has become of a tag since a receipt was written.</summary>
internal enum TagState
{
    /// <summary>It names what the receipt says.</summary>
    Same,

    /// <summary>It may move, and names another image now.</summary>
    Moved,

    /// <summary>It must never move, and names another image now.</summary>
    Differs,

    /// <summary>It is gone.</summary>
    Missing,
}
