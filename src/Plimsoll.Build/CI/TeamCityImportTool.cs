namespace Plimsoll.Build.CI;

/// <summary>The tool whose coverage reports TeamCity imports.</summary>
public enum TeamCityImportTool
{
#pragma warning disable IDE1006, CA1707 // These are the names that the server has.
    /// <summary>JetBrains dotCover.</summary>
    dotcover,

    /// <summary>PartCover.</summary>
    partcover,

    /// <summary>NCover 1.</summary>
    ncover,

    /// <summary>NCover 3.</summary>
    ncover3,
#pragma warning restore IDE1006, CA1707
}
