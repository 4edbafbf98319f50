using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>Content has not the size or digest that its descriptor promises: it is truncated, corrupt or forged (exit code 2).</summary>
public sealed class ContentMismatchException : PlimsollException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="expected">What was promised.</param>
    /// <param name="reason">How the content differs, as the end of a sentence.</param>
    public ContentMismatchException(Descriptor expected, string reason)
        : base(ErrorKind.Usage, $"The content of {expected.Digest} is corrupt: {reason}.", "Build or pull the image again.") =>
        Expected = expected;

    /// <summary>What was promised.</summary>
    public Descriptor Expected { get; }
}
