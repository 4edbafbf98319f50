using System.Runtime.ExceptionServices;

namespace Plimsoll.Build.Tools;

/// <summary>
/// Runs tools with settings, within a build: in its root unless told otherwise, with its log, and killed with all children when it is
/// interrupted.
/// </summary>
public static class ToolTasks
{
    /// <summary>Runs a tool.</summary>
    /// <returns>The lines of its output, of both streams.</returns>
    /// <exception cref="ProcessFailedException">It failed.</exception>
    /// <exception cref="OperationCanceledException">The build was interrupted.</exception>
    public static IReadOnlyCollection<Output> Run<T>(T settings) where T : ToolSettings => RunAsync(settings).GetAwaiter().GetResult();

    /// <summary>Runs a tool, with its defaults unless configured.</summary>
    /// <returns>The lines of its output, of both streams.</returns>
    /// <exception cref="ProcessFailedException">It failed.</exception>
    /// <exception cref="OperationCanceledException">The build was interrupted.</exception>
    public static IReadOnlyCollection<Output> Run<T>(Configure<T> configurator) where T : ToolSettings, new() => Run(configurator(new T()));

    /// <summary>Runs a tool without blocking a thread.</summary>
    /// <returns>The lines of its output, of both streams.</returns>
    /// <exception cref="ProcessFailedException">It failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the build interrupted.</exception>
    public static Task<IReadOnlyCollection<Output>> RunAsync<T>(T settings, CancellationToken cancellationToken = default) where T : ToolSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        var host = ToolHost.Current;
        var start = ToolStart.Prepare(settings, host);
        return host.RunAsync(
            start.File,
            start.Arguments,
            start.Secrets,
            start.Options,
            start.Settings.ExitHandler is { } handler ? process => handler(start.Settings, process) : null,
            cancellationToken);
    }

    /// <summary>Runs a tool in several variants.</summary>
    /// <param name="variants">The settings of each.</param>
    /// <param name="degreeOfParallelism">How many run at the same time, from 1.</param>
    /// <param name="completeOnFailure">
    /// Runs all even if one fails. Otherwise none is started after a failure; those that run then still come to their end. Either way
    /// the failure is thrown in the end.
    /// </param>
    /// <returns>The settings and the lines of the output of each, in the order of the variants.</returns>
    /// <exception cref="BuildException">One or several failed; with the exit code of them if it is the same.</exception>
    /// <exception cref="OperationCanceledException">The build was interrupted.</exception>
    public static IReadOnlyCollection<(T Settings, IReadOnlyCollection<Output> Output)> RunAll<T>(
        IEnumerable<T> variants, int degreeOfParallelism = 1, bool completeOnFailure = false)
        where T : ToolSettings
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        List<T> all = [.. variants];
        var outputs = new IReadOnlyCollection<Output>[all.Count];
        var failures = new Exception?[all.Count];
        var next = -1;
        Task.WhenAll(Enumerable.Range(0, Math.Min(degreeOfParallelism, all.Count)).Select(_ => WorkAsync())).GetAwaiter().GetResult();

        ToolHost.Current.CancellationToken.ThrowIfCancellationRequested();
        ThrowIfAny([.. failures.OfType<Exception>()], all.Count);
        return [.. all.Zip(outputs)];

        async Task WorkAsync()
        {
            while ((completeOnFailure || failures.All(failure => failure is null)) && Interlocked.Increment(ref next) is var index && index < all.Count)
            {
                try
                {
                    outputs[index] = await RunAsync(all[index]);
                }
                catch (Exception exception)
                {
                    failures[index] = exception;
                    if (exception is OperationCanceledException)
                        return;
                }
            }
        }
    }

    private static void ThrowIfAny(List<Exception> failures, int count)
    {
        if (failures.Count == 1)
            ExceptionDispatchInfo.Throw(failures[0]);
        if (failures.Count == 0)
            return;
        var codes = failures.Select(failure => (failure as BuildException)?.ExitCode ?? BuildExitCode.Failed).Distinct().ToList();
        throw new BuildException(
            codes.Count == 1 ? codes[0] : BuildExitCode.Failed,
            $"{failures.Count} of {count} runs failed: {string.Join(' ', failures.Select(failure => failure.Message))}",
            failures.OfType<BuildException>().Select(failure => failure.Advice).FirstOrDefault(advice => advice is not null),
            new AggregateException(failures));
    }
}
