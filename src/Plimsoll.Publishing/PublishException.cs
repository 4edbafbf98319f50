using Plimsoll.Oci;

namespace Plimsoll.Publishing;

/// <summary>Publishing failed after something was published, or could not record what was. <see cref="Exception.InnerException"/> is the cause.</summary>
public sealed class PublishException : PlimsollException
{
    internal PublishException(PublishReport report, Exception cause)
        : base(KindOf(cause), cause.Message, (cause as PlimsollException)?.Advice, cause) => Report = report;

    /// <summary>What was published.</summary>
    public PublishReport Report { get; }

    private static ErrorKind KindOf(Exception cause) => cause switch
    {
        PlimsollException known => known.Kind,
        OperationCanceledException => ErrorKind.Cancelled,
        _ => ErrorKind.Failed,
    };
}
