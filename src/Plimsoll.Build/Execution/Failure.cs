using System.Reflection;

namespace Plimsoll.Build.Execution;

/// <summary>How an exception is reported, and which exit code it ends the build with.</summary>
internal static class Failure
{
    /// <summary>Unwraps exceptions that only carry another one, and lets the build translate those of libraries.</summary>
    public static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        BuildException => exception,
        _ => BuildSession.CurrentOrNull?.Build?.Translate(exception) ?? exception,
    };

    /// <summary>Writes message and advice; at debug verbosity the stack trace as well.</summary>
    public static void Report(BuildLog log, string what, Exception exception)
    {
        log.Error(what + GetMessage(exception));
        if (exception is BuildException { Advice: { } advice })
            log.Information(advice);
        if (log.Verbosity == Verbosity.Debug)
            log.Debug(exception.ToString());
    }

    public static string GetMessage(Exception exception) => exception is BuildException
        ? exception.Message
        : $"{exception.Message} ({exception.GetType().Name})";

    public static int GetExitCode(Exception exception) =>
        exception is BuildException known ? known.ExitCode : BuildExitCode.Failed;

    /// <summary>Where several targets failed, the first exit code that names a cause (neither 0 nor 1) wins.</summary>
    public static int GetExitCode(IEnumerable<ExecutableTarget> targets)
    {
        var all = targets.ToList();
        if (all.Exists(t => t.Status == ExecutionStatus.Aborted))
            return BuildExitCode.Interrupted;
        var codes = all.Where(t => t.Status == ExecutionStatus.Failed).Select(t => GetExitCode(t.Exception!)).ToList();
        return codes.Find(c => c is not BuildExitCode.Failed and not BuildExitCode.Done) is var known and not BuildExitCode.Done
            ? known
            : codes.Count > 0 ? BuildExitCode.Failed : BuildExitCode.Done;
    }
}
