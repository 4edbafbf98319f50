namespace Plimsoll.Publishing.Builds;

/// <summary>What an image is built from.</summary>
public enum BuildKind
{
    /// <summary>A Dockerfile.</summary>
    Dockerfile,

    /// <summary>A .NET project.</summary>
    Project,

    /// <summary>Plain files.</summary>
    Files,
}
