using Plimsoll.Oci;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>What became of a run with a fault.</summary>
/// <param name="Key">The request that had the fault.</param>
/// <param name="Fault">The fault.</param>
/// <param name="HasFired">Whether it happened.</param>
/// <param name="Failure">The kind of the error; <c>null</c> where the operation was done.</param>
/// <param name="HasWritten">Whether the tags are as after the operation, although it failed.</param>
/// <param name="Problem">What must not be; <c>null</c> where all is well.</param>
internal sealed record SweepOutcome(RequestKey Key, Fault Fault, bool HasFired, ErrorKind? Failure, bool HasWritten, string? Problem)
{
    public override string ToString() => $"{Fault} at {Key}: {Problem}";
}
