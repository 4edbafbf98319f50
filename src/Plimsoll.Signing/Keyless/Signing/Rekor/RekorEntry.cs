namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>An entry as Rekor's first API has it.</summary>
/// <param name="Body">The entry as the log keeps it.</param>
/// <param name="IntegratedTime">When the log got it, in seconds since 1970.</param>
/// <param name="LogID">The hash of the log's key in hexadecimal.</param>
/// <param name="LogIndex">Its place in the log.</param>
/// <param name="Verification">What proves that it is there.</param>
internal sealed record RekorEntry(ReadOnlyMemory<byte> Body, long IntegratedTime, string LogID, long LogIndex, RekorVerification Verification);
