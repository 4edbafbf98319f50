using Plimsoll.Oci;

namespace Plimsoll.Publishing.Environments;

/// <summary>The tags of an environment have moved, but not everything that records it could be written.</summary>
public sealed class EnvironmentException : PlimsollException
{
    internal EnvironmentException(EnvironmentReport report, ErrorKind kind, string message, string? advice, Exception cause)
        : base(kind, message, advice, cause) => Report = report;

    /// <summary>What was done, and what is recorded.</summary>
    public EnvironmentReport Report { get; }
}
