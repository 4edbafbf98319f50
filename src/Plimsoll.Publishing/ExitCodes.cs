using Plimsoll.Oci;

namespace Plimsoll.Publishing;

/// <summary>Which exit code a failure ends a command or build with.</summary>
public static class ExitCodes
{
    /// <summary>The code of an exception; <see cref="ExitCode.Failed"/> for what is not a failure of ours.</summary>
    public static ExitCode FromException(Exception exception) =>
        exception is PlimsollException known ? FromKind(known.Kind) : ExitCode.Failed;

    /// <summary>The code of a kind of failure.</summary>
    public static ExitCode FromKind(ErrorKind kind) => kind switch
    {
        ErrorKind.Usage => ExitCode.Usage,
        ErrorKind.Policy => ExitCode.PolicyViolation,
        ErrorKind.Authentication => ExitCode.Authentication,
        ErrorKind.Conflict => ExitCode.TagConflict,
        ErrorKind.NotFound => ExitCode.NotFound,
        ErrorKind.Transport => ExitCode.Registry,
        ErrorKind.Cancelled => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };

    /// <summary>The kind that a recorded code stands for.</summary>
    public static ErrorKind ToKind(ExitCode code) => code switch
    {
        ExitCode.Usage => ErrorKind.Usage,
        ExitCode.PolicyViolation => ErrorKind.Policy,
        ExitCode.Authentication => ErrorKind.Authentication,
        ExitCode.TagConflict => ErrorKind.Conflict,
        ExitCode.NotFound => ErrorKind.NotFound,
        ExitCode.Registry => ErrorKind.Transport,
        ExitCode.Interrupted => ErrorKind.Cancelled,
        _ => ErrorKind.Failed,
    };
}
