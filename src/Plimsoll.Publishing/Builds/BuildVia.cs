namespace Plimsoll.Publishing.Builds;

/// <summary>What builds a Dockerfile.</summary>
public enum BuildVia
{
    /// <summary>BuildKit where one of its commands is there, else the engine.</summary>
    Auto,

    /// <summary>The classic builder of the Docker Engine, or Podman's, through the engine's API.</summary>
    Engine,

    /// <summary>BuildKit, by <c>docker buildx</c> or <c>buildctl</c>.</summary>
    BuildKit,
}
