namespace Plimsoll.Publishing;

/// <summary>Which way images are published.</summary>
public enum PublishVia
{
    /// <summary>Straight to the registry, without a daemon.</summary>
    Direct,

    /// <summary>Through the Docker Engine, with what only it can reach.</summary>
    Engine,
}
