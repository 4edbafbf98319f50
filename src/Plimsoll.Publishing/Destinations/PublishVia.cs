namespace Plimsoll.Publishing.Destinations;

/// <summary>Which way images are published.</summary>
public enum PublishVia
{
    /// <summary>Straight to the registry, without a daemon.</summary>
    Direct,

    /// <summary>Through the Docker Engine, with what only it can reach.</summary>
    Engine,

    /// <summary>
    /// Through the engine for an image of the engine where no credentials are found for the registry, as the engine may
    /// have its own; else direct.
    /// </summary>
    Auto,
}
