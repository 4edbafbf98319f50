using System.Reflection;

namespace Plimsoll.Build.Targets.Execution;

/// <summary>How an exception is told, and which status it ends the process with.</summary>
internal static class Failure
{
    /// <summary>Unwraps what only carries another exception.</summary>
    public static Exception Cause(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Cause(only),
        TargetInvocationException { InnerException: { } inner } => Cause(inner),
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        _ => exception,
    };

    /// <summary>Writes message and advice; at debug verbosity the stack trace as well.</summary>
    public static void Report(BuildLog log, string what, Exception exception)
    {
        log.Error(what + Message(exception));
        if (exception is PlimsollException { Advice: { } advice })
            log.Information(advice);
        if (log.Verbosity == Verbosity.Debug)
            log.Debug(exception.ToString());
    }

    public static string Message(Exception exception) => exception is PlimsollException
        ? exception.Message
        : $"{exception.Message} ({exception.GetType().Name})";

    public static ExitCode ExitCodeOf(Exception exception) =>
        exception is PlimsollException known ? known.ExitCode : ExitCode.Failed;

    /// <summary>Where several targets failed, the first cause that is known wins.</summary>
    public static ExitCode ExitCodeOf(IEnumerable<ExecutableTarget> targets)
    {
        var all = targets.ToList();
        if (all.Exists(t => t.Status == TargetStatus.Aborted))
            return ExitCode.Interrupted;
        var codes = all.Where(t => t.Status == TargetStatus.Failed).Select(t => ExitCodeOf(t.Exception!)).ToList();
        return codes.Find(c => c is not ExitCode.Failed and not ExitCode.Done) is var known and not ExitCode.Done
            ? known
            : codes.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
