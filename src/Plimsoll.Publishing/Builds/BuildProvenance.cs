namespace Plimsoll.Publishing.Builds;

/// <summary>How much BuildKit states about how an image was built (SLSA provenance).</summary>
public enum BuildProvenance
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The sources, the base images and the times, but no values of build arguments.</summary>
    Min,

    /// <summary>Further the build arguments and every step.</summary>
    Max,
}
