using Plimsoll.Oci;

namespace Plimsoll.Signing.Documents;

/// <summary>A document that cannot be what it is said to be: broken, ambiguous, or of a kind that is not known (exit code 2).</summary>
/// <param name="what">What it should be, with its article: <c>the Sigstore bundle</c>.</param>
/// <param name="reason">What is wrong with it and where, in half a sentence.</param>
/// <param name="innerException">The cause.</param>
internal sealed class MalformedException(string what, string reason, Exception? innerException = null)
    : PlimsollException(ErrorKind.Usage, $"{what} is not valid: {reason}.", advice: null, innerException)
{
    /// <summary>The place of a member in messages, as <c>$.subject[0]</c>.</summary>
    public static MalformedException At(string what, string place, string reason) => new(what, $"the value at {place} {reason}");
}
