namespace Plimsoll.Tags.Strategies;

/// <summary>What <c>latest</c> follows.</summary>
public enum LatestMode
{
    /// <summary>The highest stable release; as long as there is no release, the newest build of the default branch.</summary>
    Auto,

    /// <summary>The newest build of the default branch.</summary>
    Branch,

    /// <summary>Nothing: the tag is never written.</summary>
    Never,
}
