namespace Plimsoll.Build.Tools;

/// <summary>A process that was started.</summary>
public interface IProcess : IDisposable
{
    /// <summary>The file that was started.</summary>
    string FileName { get; }

    /// <summary>The arguments as one text, with secrets masked.</summary>
    string Arguments { get; }

    /// <summary>The directory it runs in.</summary>
    string WorkingDirectory { get; }

    /// <summary>The lines of both streams so far, in the order they were read.</summary>
    IReadOnlyCollection<Output> Output { get; }

    /// <summary>The exit code.</summary>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    int ExitCode { get; }

    /// <summary>Whether it has ended.</summary>
    bool HasExited { get; }

    /// <summary>The number that the system gave it.</summary>
    int Id { get; }

    /// <summary>Ends it and all its children.</summary>
    void Kill();

    /// <summary>Waits until it has ended, by itself or because its time was over.</summary>
    /// <returns>Whether it ended before its time was over.</returns>
    /// <exception cref="OperationCanceledException">The build was interrupted; the process and its children were killed.</exception>
    bool WaitForExit();
}
