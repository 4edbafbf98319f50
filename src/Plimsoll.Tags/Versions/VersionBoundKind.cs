namespace Plimsoll.Tags.Versions;

/// <summary>How a version is compared with the end of a range.</summary>
internal enum VersionBoundKind
{
    /// <summary>It is the same.</summary>
    Exactly,

    /// <summary>It is the same or higher.</summary>
    AtLeast,

    /// <summary>It is higher.</summary>
    Above,

    /// <summary>It is the same or lower.</summary>
    AtMost,

    /// <summary>It is lower.</summary>
    Below,
}
