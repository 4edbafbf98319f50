using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>Waiting for processes, and checks of how they ended.</summary>
public static class ProcessExtensions
{
    /// <summary>Waits for the process, and fails if its time was over; returns it.</summary>
    /// <exception cref="ProcessFailedException">It was killed, because it ran too long.</exception>
    /// <exception cref="OperationCanceledException">The build was interrupted.</exception>
    public static IProcess AssertWaitForExit([NotNull] this IProcess? process)
    {
        ArgumentNullException.ThrowIfNull(process);
        var ended = process.WaitForExit();
        if (process is RunningProcess running)
            running.AssertInTime(ended);
        else if (!ended)
            throw new ProcessFailedException(BuildExitCode.Failed, $"{process.FileName} {process.Arguments} was killed: it ran too long.", null);
        return process;
    }

    /// <summary>Waits for the process, and fails if its exit code is not 0, whatever its settings say; returns it.</summary>
    /// <exception cref="ProcessFailedException">It failed, or was killed, because it ran too long.</exception>
    /// <exception cref="OperationCanceledException">The build was interrupted.</exception>
    public static IProcess AssertZeroExitCode([NotNull] this IProcess? process)
    {
        process.AssertWaitForExit();
        if (process is RunningProcess running)
            running.AssertSuccess(always: true);
        else if (process.ExitCode != 0)
            throw new ProcessFailedException(BuildExitCode.Failed, $"{process.FileName} {process.Arguments} exited with code {process.ExitCode}.", process.ExitCode);
        return process;
    }
}
