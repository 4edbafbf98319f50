using System.Runtime.CompilerServices;
using Plimsoll.Build.Execution;
using Plimsoll.Build.CI;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build;

/// <summary>
/// A build: a class whose properties are targets and whose fields are parameters, started by
/// <c>public static int Main() =&gt; Execute&lt;Build&gt;(x =&gt; x.Compile);</c>.
/// </summary>
public abstract class PlimsollBuild : IPlimsollBuild
{
    private readonly BuildSession _session = BuildSession.Current;

    /// <summary>The directory that holds <c>.nuke</c>, or that of <c>--root</c>. Readable from initialisers of fields.</summary>
    public static AbsolutePath RootDirectory => BuildSession.Current.Root;

    /// <summary><c>.nuke/temp</c> below the root; git ignores it.</summary>
    public static AbsolutePath TemporaryDirectory => RootDirectory / RootDirectoryFinder.Marker / "temp";

    /// <summary>Whether the build runs outside of continuous integration.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>Whether the build runs on a continuous integration server.</summary>
    public static bool IsServerBuild => Host is IBuildServer;

    /// <summary>Where the build runs: <c>Host is GitHubActions</c>, <c>Host is Terminal</c>.</summary>
    public static Host Host => BuildSession.Current.RunsOn;

    /// <summary>How much is printed.</summary>
    public static Verbosity Verbosity => BuildSession.Current.Log.Verbosity;

    /// <summary>The assembly of the build.</summary>
    public static AbsolutePath BuildAssemblyFile => BuildSession.Current.AssemblyFile;

    /// <summary>The directory of the assembly of the build.</summary>
    public static AbsolutePath BuildAssemblyDirectory => BuildSession.Current.Host.BuildDirectory;

    /// <summary>The project of the build: above its assembly, or by its name in the root directory or a folder there.</summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    public static AbsolutePath BuildProjectFile => BuildProject.Find(BuildAssemblyFile, RootDirectory);

    /// <summary>The directory of the project of the build.</summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    public static AbsolutePath BuildProjectDirectory => BuildProjectFile.Parent!;

    /// <summary>The environment variables of the build, as it was started.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentVariables => BuildSession.Current.Host.Environment;

    /// <summary>Where messages go. Static, so that static methods of the build write too.</summary>
    public static BuildLog Log => BuildSession.Current.Log;

    /// <inheritdoc />
    public CancellationToken CancellationToken => _session.CancellationToken;

    /// <summary>The targets invoked, by name or by default.</summary>
    public IReadOnlyList<ExecutableTarget> InvokedTargets => _session.Plan.Invoked;

    /// <summary>All targets of this run, in the order they run.</summary>
    public IReadOnlyList<ExecutableTarget> ExecutionPlan => _session.Plan.Targets;

    /// <summary>Those that are still to run, in the order they run.</summary>
    public IReadOnlyList<ExecutableTarget> ScheduledTargets => WithStatus(ExecutionStatus.Scheduled);

    /// <summary>The one that runs now, or none.</summary>
    public IReadOnlyList<ExecutableTarget> RunningTargets => WithStatus(ExecutionStatus.Running);

    /// <summary>Those that were running when the build was interrupted.</summary>
    public IReadOnlyList<ExecutableTarget> AbortedTargets => WithStatus(ExecutionStatus.Aborted);

    /// <summary>Those skipped so far.</summary>
    public IReadOnlyList<ExecutableTarget> SkippedTargets => WithStatus(ExecutionStatus.Skipped);

    /// <summary>Those that succeeded so far.</summary>
    public IReadOnlyList<ExecutableTarget> SucceededTargets => WithStatus(ExecutionStatus.Succeeded);

    /// <summary>Those that failed so far.</summary>
    public IReadOnlyList<ExecutableTarget> FailedTargets => WithStatus(ExecutionStatus.Failed);

    /// <summary>Those that failed or succeeded so far.</summary>
    public IReadOnlyList<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. SucceededTargets];

    /// <summary>Whether no target has failed, been interrupted or been left out because of that so far.</summary>
    public bool IsSucceeding => !_session.Plan.Targets.Any(t => t.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    /// <summary>Whether a target has failed, been interrupted or been left out because of that.</summary>
    public bool IsFailing => !IsSucceeding;

    /// <inheritdoc />
    public Partition Partition => _session.Partition;

    /// <summary>Whether no target runs or is still to run.</summary>
    public bool IsFinished => !_session.Plan.Targets.Any(t => t.Status is ExecutionStatus.Scheduled or ExecutionStatus.Running);

    /// <summary>What the process exits with, whatever comes of the targets. The default is <c>null</c>: that depends on them.</summary>
    public int? ExitCode { get; set; }

    AbsolutePath IPlimsollBuild.RootDirectory => _session.Root;

    BuildLog IPlimsollBuild.Log => _session.Log;

    AbsolutePath IPlimsollBuild.TemporaryDirectory => TemporaryDirectory;

    Host IPlimsollBuild.Host => Host;

    Verbosity IPlimsollBuild.Verbosity => Verbosity;

    AbsolutePath IPlimsollBuild.BuildAssemblyFile => BuildAssemblyFile;

    AbsolutePath IPlimsollBuild.BuildAssemblyDirectory => BuildAssemblyDirectory;

    AbsolutePath IPlimsollBuild.BuildProjectFile => BuildProjectFile;

    AbsolutePath IPlimsollBuild.BuildProjectDirectory => BuildProjectDirectory;

    bool IPlimsollBuild.IsLocalBuild => IsLocalBuild;

    bool IPlimsollBuild.IsServerBuild => IsServerBuild;

    IReadOnlyDictionary<string, string> IPlimsollBuild.EnvironmentVariables => _session.Host.Environment;

    TimeProvider IPlimsollBuild.Clock => _session.Host.Clock;

    /// <summary>Runs a build with the arguments, environment and console of this process.</summary>
    /// <param name="defaultTargets">The targets that run when none is named; without any, the help is printed.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 usage, 130 interrupted, or that of the <see cref="BuildException"/> that failed it.</returns>
    public static int Execute<T>(params Func<T, Target>[] defaultTargets) where T : PlimsollBuild, new()
    {
        var host = BuildHost.FromProcess(Environment.GetCommandLineArgs()[1..]);
        using var signals = host.Interruption.Listen();
        return BuildRunner.RunAsync(host, defaultTargets).GetAwaiter().GetResult();
    }

    /// <inheritdoc />
    public T? TryGetValue<T>(Func<T> parameter, [CallerArgumentExpression(nameof(parameter))] string text = "")
    {
        ArgumentNullException.ThrowIfNull(parameter);

        // A component reads a member with [CI] in this way too.
        if (typeof(Host).IsAssignableFrom(typeof(T)))
            return _session.RunsOn is T host ? host : default;
        if (_session.Injected is { } injected && injected.TryGet(text, out var computed))
            return (T?)computed;
        var found = _session.FindParameter(text, parameter.Method)
            ?? throw BuildException.Usage($"TryGetValue({text}) does not refer to a parameter.", "Write TryGetValue(() => Name) in a property Name with [Parameter].");
        return _session.Values.TryGet(found, out var value) ? (T?)value : default;
    }

    /// <inheritdoc />
    public void ReportSummary(Func<SummaryPairs, SummaryPairs> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        pairs(_session.Running?.Summary ?? _session.Summary);
        if (_session.Running is { } target)
            _session.Events?.SummaryUpdated(target);
    }

    /// <inheritdoc />
    public ProcessResult Run(string command, IReadOnlyList<string> arguments, ProcessOptions? options = null) =>
        RunAsync(command, arguments, options, CancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc />
    public async Task<ProcessResult> RunAsync(
        string command,
        IReadOnlyList<string> arguments,
        ProcessOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken);
        return await _session.Processes.RunAsync(command, arguments, options ?? ProcessOptions.Default, either.Token);
    }

    /// <summary>Called once parameters have their values, before anything is planned. Neither the help nor a plan that is only shown calls it.</summary>
    protected virtual void OnBuildCreated()
    {
    }

    /// <summary>Called once parameters have their values and the plan is made, before requirements are checked.</summary>
    protected virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after the last target, before the summary, also when targets failed or none could run because a requirement is not met.</summary>
    protected virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before the actions of a target run.</summary>
    /// <param name="target">Its name.</param>
    protected virtual void OnTargetRunning(string target)
    {
    }

    /// <summary>Called when it is the turn of a target that is skipped.</summary>
    /// <param name="target">Its name.</param>
    protected virtual void OnTargetSkipped(string target)
    {
    }

    /// <summary>Called after the actions of a target; an exception fails the target.</summary>
    /// <param name="target">Its name.</param>
    protected virtual void OnTargetSucceeded(string target)
    {
    }

    /// <summary>Called after a target failed.</summary>
    /// <param name="target">Its name.</param>
    protected virtual void OnTargetFailed(string target)
    {
    }

    internal void Created() => OnBuildCreated();

    internal void TargetRunning(string target) => OnTargetRunning(target);

    internal void TargetSkipped(string target) => OnTargetSkipped(target);

    internal void TargetSucceeded(string target) => OnTargetSucceeded(target);

    internal void TargetFailed(string target) => OnTargetFailed(target);

    internal void Initialized() => OnBuildInitialized();

    internal void Finished() => OnBuildFinished();

    private List<ExecutableTarget> WithStatus(ExecutionStatus status) => [.. _session.Plan.Targets.Where(t => t.Status == status)];
}
