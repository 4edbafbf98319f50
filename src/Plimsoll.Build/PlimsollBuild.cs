using System.Runtime.CompilerServices;
using Plimsoll.Build.Execution;
using Plimsoll.Build.Output;
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
    public static bool IsServerBuild => BuildSession.Current.Server != BuildServer.None;

    /// <summary>The environment variables of the build, as it was started.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentVariables => BuildSession.Current.Host.Environment;

    /// <summary>Where messages go. Static, so that static methods of the build write too.</summary>
    public static BuildLog Log => BuildSession.Current.Log;

    /// <inheritdoc />
    public CancellationToken CancellationToken => _session.CancellationToken;

    /// <summary>The targets invoked, by name or by default.</summary>
    public IReadOnlyList<ExecutableTarget> InvokedTargets => _session.Plan.Invoked;

    /// <summary>All targets of this run, in the order they run.</summary>
    public IReadOnlyList<ExecutableTarget> ScheduledTargets => _session.Plan.Targets;

    /// <summary>Those skipped so far.</summary>
    public IReadOnlyList<ExecutableTarget> SkippedTargets => WithStatus(TargetStatus.Skipped);

    /// <summary>Those that succeeded so far.</summary>
    public IReadOnlyList<ExecutableTarget> SucceededTargets => WithStatus(TargetStatus.Succeeded);

    /// <summary>Those that failed so far.</summary>
    public IReadOnlyList<ExecutableTarget> FailedTargets => WithStatus(TargetStatus.Failed);

    /// <summary>Whether no target has failed or been interrupted so far.</summary>
    public bool IsSucceeding => FailedTargets.Count == 0 && WithStatus(TargetStatus.Aborted).Count == 0;

    /// <summary>Whether a target has failed or been interrupted.</summary>
    public bool IsFailing => !IsSucceeding;

    /// <inheritdoc />
    public Partition Partition => _session.Partition;

    AbsolutePath IPlimsollBuild.RootDirectory => _session.Root;

    BuildLog IPlimsollBuild.Log => _session.Log;

    AbsolutePath IPlimsollBuild.TemporaryDirectory => TemporaryDirectory;

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
        var found = _session.FindParameter(text)
            ?? throw BuildException.Usage($"TryGetValue({text}) does not refer to a parameter.", "Write TryGetValue(() => Name) in a property Name with [Parameter].");
        return _session.Values.TryGet(found, out var value) ? (T?)value : default;
    }

    /// <inheritdoc />
    public void ReportSummary(Func<SummaryPairs, SummaryPairs> pairs) => pairs(_session.Running?.Summary ?? _session.Summary);

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

    /// <summary>Called once parameters have their values and the plan is made, before requirements are checked.</summary>
    protected virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after the last target, before the summary, also when targets failed.</summary>
    protected virtual void OnBuildFinished()
    {
    }

    internal void Initialized() => OnBuildInitialized();

    internal void Finished() => OnBuildFinished();

    private List<ExecutableTarget> WithStatus(TargetStatus status) => [.. _session.Plan.Targets.Where(t => t.Status == status)];
}
