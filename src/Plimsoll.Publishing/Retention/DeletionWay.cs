namespace Plimsoll.Publishing.Retention;

/// <summary>How images are deleted.</summary>
public enum DeletionWay
{
    /// <summary>Through GitHub for ghcr.io, which has no other way; else through the registry.</summary>
    Auto,

    /// <summary>Through the registry's own protocol.</summary>
    Registry,

    /// <summary>Through GitHub's package API.</summary>
    GitHub,
}
