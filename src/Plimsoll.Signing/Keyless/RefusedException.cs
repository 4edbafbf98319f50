
namespace Plimsoll.Signing.Keyless;

/// <summary>A signature that does not count. The verifier turns it into a result; it never leaves the assembly.</summary>
/// <param name="outcome">Why, for programs.</param>
/// <param name="message">Why, for people, in one sentence that begins with <c>it</c> or <c>its</c>.</param>
internal sealed class RefusedException(VerificationOutcome outcome, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public VerificationOutcome Outcome { get; } = outcome;
}
