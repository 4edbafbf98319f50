namespace Plimsoll.Build.CI;

/// <summary>What TeamCity does where a report has no data.</summary>
public enum TeamCityNoDataPublishedAction
{
#pragma warning disable IDE1006, CA1707 // These are the names that the server has.
    /// <summary>Writes a message.</summary>
    info,

    /// <summary>Nothing.</summary>
    nothing,

    /// <summary>Writes a warning.</summary>
    warning,

    /// <summary>Writes an error.</summary>
    error,
#pragma warning restore IDE1006, CA1707
}
