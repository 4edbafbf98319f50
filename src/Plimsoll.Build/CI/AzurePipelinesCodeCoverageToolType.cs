namespace Plimsoll.Build.CI;

/// <summary>The format of a summary of coverage.</summary>
public enum AzurePipelinesCodeCoverageToolType
{
    /// <summary>That of JaCoCo.</summary>
    JaCoCo,

    /// <summary>That of Cobertura.</summary>
    Cobertura,
}
