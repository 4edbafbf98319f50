namespace Plimsoll.Oci.Images;

/// <summary>How an engine finds out whether a container works (<c>HEALTHCHECK</c> of a Dockerfile).</summary>
/// <param name="Test">What is run: <c>CMD</c> and a command, <c>CMD-SHELL</c> and a line for the shell, or <c>NONE</c> for no check, not that of the base either.</param>
public sealed record HealthCheck(IReadOnlyList<string> Test)
{
    /// <summary>The time between two checks; <c>null</c> (default) for the engine's 30 seconds.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long a check may take; <c>null</c> (default) for the engine's 30 seconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long after the start a failure does not count; <c>null</c> (default) for none.</summary>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>How many failures in a row make the container unhealthy; <c>null</c> (default) for the engine's 3.</summary>
    public int? Retries { get; init; }
}
