using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>An entry that is in a log, verified.</summary>
/// <param name="Log">The log.</param>
/// <param name="Time">When the log promised to take it in; <c>null</c> where it did not.</param>
internal sealed record LoggedEntry(TrustedLog Log, DateTimeOffset? Time);
