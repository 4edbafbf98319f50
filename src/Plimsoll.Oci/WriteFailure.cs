namespace Plimsoll.Oci;

/// <summary>What it means that a file could not be written: a full disk has nothing to do with what the user asked for.</summary>
internal static class WriteFailure
{
    /// <summary>Whether a disk is full: ENOSPC, the quotas of Linux and macOS (EDQUOT), and both codes of Windows.</summary>
    public static bool IsDiskFull(Exception exception) => exception is IOException { HResult: 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027) };

    /// <summary>The error for it: of a full disk exit code 1, else 2.</summary>
    /// <param name="message">What could not be written, and why.</param>
    /// <param name="exception">The reason.</param>
    /// <param name="advice">What to do where the disk is not full.</param>
    public static PlimsollException Create(string message, Exception exception, string? advice = null) => IsDiskFull(exception)
        ? new PlimsollException(ErrorKind.Failed, message, "Free some disk space, or write to another disk.", exception)
        : PlimsollException.Usage(message, advice, exception);
}
