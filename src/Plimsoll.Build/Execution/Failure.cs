using System.Reflection;

namespace Plimsoll.Build.Execution;

/// <summary>How an exception is told, and which status it ends the process with.</summary>
internal static class Failure
{
    /// <summary>Unwraps what only carries another exception, and asks the build what a library's own means.</summary>
    public static Exception Cause(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Cause(only),
        TargetInvocationException { InnerException: { } inner } => Cause(inner),
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        BuildException => exception,
        _ => BuildSession.CurrentOrNull?.Build?.Translate(exception) ?? exception,
    };

    /// <summary>Writes message and advice; at debug verbosity the stack trace as well.</summary>
    public static void Report(BuildLog log, string what, Exception exception)
    {
        log.Error(what + Message(exception));
        if (exception is BuildException { Advice: { } advice })
            log.Information(advice);
        if (log.Verbosity == Verbosity.Debug)
            log.Debug(exception.ToString());
    }

    public static string Message(Exception exception) => exception is BuildException
        ? exception.Message
        : $"{exception.Message} ({exception.GetType().Name})";

    public static int ExitCodeOf(Exception exception) =>
        exception is BuildException known ? known.ExitCode : BuildExitCode.Failed;

    /// <summary>Where several targets failed, the first cause that is known wins.</summary>
    public static int ExitCodeOf(IEnumerable<ExecutableTarget> targets)
    {
        var all = targets.ToList();
        if (all.Exists(t => t.Status == TargetStatus.Aborted))
            return BuildExitCode.Interrupted;
        var codes = all.Where(t => t.Status == TargetStatus.Failed).Select(t => ExitCodeOf(t.Exception!)).ToList();
        return codes.Find(c => c is not BuildExitCode.Failed and not BuildExitCode.Done) is var known and not BuildExitCode.Done
            ? known
            : codes.Count > 0 ? BuildExitCode.Failed : BuildExitCode.Done;
    }
}
