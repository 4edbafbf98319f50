using Plimsoll.Build.Execution;

namespace Plimsoll.Build;

/// <summary>Actions that may fail.</summary>
public static class ControlFlow
{
    /// <summary>Calls an action; what it throws is a warning, unless the build was interrupted.</summary>
    /// <param name="action">The action.</param>
    /// <param name="includeStackTrace">Whether the warning has the stack trace as well.</param>
    /// <param name="logWarning">Whether to warn.</param>
    public static void SuppressErrors(Action action, bool includeStackTrace = false, bool logWarning = true)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (!IsInterrupted(exception))
        {
            if (logWarning)
                Log.Warning("{Message}", includeStackTrace ? exception.ToString() : Failure.GetMessage(Failure.Unwrap(exception)));
        }
    }

    /// <summary>Calls an action again until it does not throw.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cleanup">Called after each attempt.</param>
    /// <param name="retryAttempts">How often to call it at most; at least 1.</param>
    /// <param name="delay">How long to wait between attempts; the default is not to wait.</param>
    /// <param name="logAction">Is told what each failed attempt but the last threw; the default warns.</param>
    /// <exception cref="OperationCanceledException">The build was interrupted.</exception>
    public static void ExecuteWithRetry(
        Action action,
        Action? cleanup = null,
        int retryAttempts = 3,
        TimeSpan? delay = null,
        Action<string>? logAction = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAttempts, 1);
        var session = BuildSession.Current;
        for (var attempt = 1; ; attempt++)
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (Exception exception) when (attempt < retryAttempts && !IsInterrupted(exception))
            {
                var message = $"Attempt {attempt} of {retryAttempts} failed: {Failure.GetMessage(Failure.Unwrap(exception))}";
                if (logAction is not null)
                    logAction(message);
                else
                    session.Log.Warning(message);
            }
            finally
            {
                cleanup?.Invoke();
            }

            if (delay is { } time && time > TimeSpan.Zero)
                Task.Delay(time, session.Host.Clock, session.CancellationToken).GetAwaiter().GetResult();
        }
    }

    private static bool IsInterrupted(Exception exception) =>
        exception is OperationCanceledException && BuildSession.Current.CancellationToken.IsCancellationRequested;
}
