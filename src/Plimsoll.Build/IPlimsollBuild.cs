using System.Runtime.CompilerServices;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build;

/// <summary>
/// What a build offers its components. A component is an interface that extends this one and declares targets and
/// parameters as properties with a body; a build inherits them by implementing the interface.
/// </summary>
/// <example>
/// <code>
/// public interface IGreet : IPlimsollBuild
/// {
///     [Parameter("Whom to greet")] string? Name =&gt; TryGetValue(() =&gt; Name);
///
///     Target Greet =&gt; _ =&gt; _.Executes(() =&gt; Log.Information($"Hello {Name}"));
/// }
/// </code>
/// </example>
public interface IPlimsollBuild
{
    /// <summary>The directory that holds <c>.nuke</c>, or that of <c>--root</c>.</summary>
    AbsolutePath RootDirectory { get; }

    /// <summary><c>.nuke/temp</c> below the root; git ignores it.</summary>
    AbsolutePath TemporaryDirectory { get; }

    /// <summary>Where the build runs.</summary>
    Host Host { get; }

    /// <summary>How much is printed.</summary>
    Verbosity Verbosity { get; }

    /// <summary>The assembly of the build.</summary>
    AbsolutePath BuildAssemblyFile { get; }

    /// <summary>The directory of the assembly of the build.</summary>
    AbsolutePath BuildAssemblyDirectory { get; }

    /// <summary>The project of the build: above its assembly, or by its name in the root directory or a folder there.</summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    AbsolutePath BuildProjectFile { get; }

    /// <summary>The directory of the project of the build.</summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    AbsolutePath BuildProjectDirectory { get; }

    /// <summary>The targets invoked, by name or by default.</summary>
    IReadOnlyList<ExecutableTarget> InvokedTargets { get; }

    /// <summary>All targets of this run, in the order they run.</summary>
    IReadOnlyList<ExecutableTarget> ExecutionPlan { get; }

    /// <summary>Those that are still to run, in the order they run.</summary>
    IReadOnlyList<ExecutableTarget> ScheduledTargets { get; }

    /// <summary>The one that runs now, or none.</summary>
    IReadOnlyList<ExecutableTarget> RunningTargets { get; }

    /// <summary>Those skipped so far.</summary>
    IReadOnlyList<ExecutableTarget> SkippedTargets { get; }

    /// <summary>Those that succeeded so far.</summary>
    IReadOnlyList<ExecutableTarget> SucceededTargets { get; }

    /// <summary>Those that failed so far.</summary>
    IReadOnlyList<ExecutableTarget> FailedTargets { get; }

    /// <summary>Those that were running when the build was interrupted.</summary>
    IReadOnlyList<ExecutableTarget> AbortedTargets { get; }

    /// <summary>Those that failed or succeeded so far.</summary>
    IReadOnlyList<ExecutableTarget> FinishedTargets { get; }

    /// <summary>Whether no target has failed, been interrupted or been left out because of that so far.</summary>
    bool IsSucceeding { get; }

    /// <summary>Whether a target has failed, been interrupted or been left out because of that.</summary>
    bool IsFailing { get; }

    /// <summary>Whether no target runs or is still to run.</summary>
    bool IsFinished { get; }

    /// <summary>What the process exits with, whatever comes of the targets. The default is <c>null</c>: that depends on them.</summary>
    int? ExitCode { get; set; }

    /// <summary>Whether the build runs outside of continuous integration.</summary>
    bool IsLocalBuild { get; }

    /// <summary>Whether the build runs on a continuous integration server.</summary>
    bool IsServerBuild { get; }

    /// <summary>The environment variables of the build, as it was started.</summary>
    IReadOnlyDictionary<string, string> EnvironmentVariables { get; }

    /// <summary>The clock of the build.</summary>
    TimeProvider Clock { get; }

    /// <summary>Where messages go.</summary>
    BuildLog Log { get; }

    /// <summary>Cancelled by Ctrl+C and SIGTERM. Targets assured after a failure see one that a second signal cancels.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>
    /// The part of the work that this machine does, where a target is divided among several: <c>Partition.GetCurrent(projects)</c>. All of
    /// it, unless <c>--partition</c> or <c>PLIMSOLL_PARTITION</c> says otherwise.
    /// </summary>
    Partition Partition { get; }

    /// <summary>Reads a parameter of a component, or a value that an attribute computes.</summary>
    /// <param name="parameter">The property itself: <c>TryGetValue(() =&gt; Name)</c>. It is never called.</param>
    /// <param name="text">Its source text; filled in by the compiler.</param>
    /// <returns>The value given, or the type's default where none was.</returns>
    T? TryGetValue<T>(Func<T> parameter, [CallerArgumentExpression(nameof(parameter))] string text = "");

    /// <summary>
    /// Translates an exception of a library into a failure of the build, with its exit code and advice. Called for every
    /// exception other than <see cref="BuildException"/> that ends a target, a condition or a requirement. The default translates none.
    /// </summary>
    /// <returns>The failure to report instead, or <c>null</c> to end with exit code 1.</returns>
    BuildException? Translate(Exception exception) => null;

    /// <summary>Adds pairs to the running target's line of the summary, outside of a target to the end of the summary.</summary>
    void ReportSummary(Func<SummaryPairs, SummaryPairs> pairs);

    /// <summary>Runs a command, with its output as part of the build's, and waits for it.</summary>
    /// <param name="command">A file name, looked up on <c>PATH</c>, or a path. No shell is involved.</param>
    /// <param name="arguments">Its arguments, passed on one by one and never split.</param>
    /// <param name="options">Directory, environment and what a failure means; the default is <see cref="ProcessOptions.Default"/>.</param>
    /// <exception cref="ProcessFailedException">It ended with another status than 0.</exception>
    /// <exception cref="OperationCanceledException">The build was interrupted; the process and its children were killed.</exception>
    ProcessResult Run(string command, IReadOnlyList<string> arguments, ProcessOptions? options = null);

    /// <summary>Runs a command like <see cref="Run"/>, without blocking a thread.</summary>
    /// <param name="command">A file name, looked up on <c>PATH</c>, or a path. No shell is involved.</param>
    /// <param name="arguments">Its arguments, passed on one by one and never split.</param>
    /// <param name="options">Directory, environment and what a failure means; the default is <see cref="ProcessOptions.Default"/>.</param>
    /// <param name="cancellationToken">Kills the process and its children; so does the build's own token.</param>
    /// <exception cref="ProcessFailedException">It ended with another status than 0.</exception>
    /// <exception cref="OperationCanceledException">A token was cancelled; the process and its children were killed.</exception>
    Task<ProcessResult> RunAsync(
        string command,
        IReadOnlyList<string> arguments,
        ProcessOptions? options = null,
        CancellationToken cancellationToken = default);
}
