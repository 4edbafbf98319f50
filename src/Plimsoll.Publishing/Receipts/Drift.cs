namespace Plimsoll.Publishing.Receipts;

/// <summary>How an environment stands to what was shipped.</summary>
internal enum Drift
{
    /// <summary>No environment has a newer image of this name.</summary>
    Current,

    /// <summary>Another environment has a newer one: a higher version, or where not all have versions one that was shipped later.</summary>
    Behind,

    /// <summary>Somebody took it back on purpose, from a newer image that is or was held.</summary>
    RolledBack,

    /// <summary>Its tag names another image than the receipt says: somebody moved it without a receipt.</summary>
    Moved,

    /// <summary>Its tag is gone.</summary>
    Missing,
}
