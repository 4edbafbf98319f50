namespace Plimsoll.Oci.Storage.Engine;

/// <summary>There is no engine that can be used: none answers, this user may not talk to it, or its endpoint is of a kind that is not supported.</summary>
/// <param name="kind">Which of these.</param>
/// <param name="message">What failed, and where.</param>
/// <param name="advice">How to have an engine.</param>
/// <param name="innerException">The cause.</param>
internal sealed class EngineUnavailableException(ErrorKind kind, string message, string advice, Exception? innerException = null) : PlimsollException(kind, message, advice, innerException)
{
    /// <summary>The same error where what is done could be done without an engine, too.</summary>
    public PlimsollException OrDirect() => new(Kind, Message, $"{Advice} Or publish without an engine (the setting 'via=direct').", this);
}
