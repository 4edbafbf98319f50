using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Tries whole operations again: request and body, or, for a blob, session and upload. A request half-sent is never
/// repeated on its own. A failure whose retries are spent is not tried again by an operation around it. The first attempt is made
/// without Polly, which is begun with what that failed with: what works at once, as nearly everything does, costs nothing more.
/// </summary>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<Schedule> ScheduleKey = new("schedule");

    private static readonly AsyncLocal<int> RunningAttempt = new();

    private readonly RegistryClientOptions _options;
    private readonly Lazy<ResiliencePipeline> _pipeline;

    public RetryPolicy(RegistryClientOptions options)
    {
        _options = options;
        _pipeline = new(() => new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retry.MaxAttempts - 1,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments)),
                DelayGenerator = arguments => ValueTask.FromResult(FindSchedule(arguments.Context)?.Delay),
                OnRetry = Notify,
            })
            .Build());
    }

    /// <summary>Which attempt of its operation the caller is part of, from 1.</summary>
    public static int Attempt => Math.Max(1, RunningAttempt.Value);

    /// <summary>Runs an operation until it succeeds, fails for good, or attempts or time are spent.</summary>
    public async Task<T> ExecuteAsync<T>(string registry, Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        var schedule = new Schedule(registry);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await AttemptAsync(schedule, operation, cancellationToken);
            }
            catch (RegistryException exception) when (_options.Retry.MaxAttempts > 1 && exception is { IsTransient: true, IsFinal: false })
            {
                return await RetryAsync(exception, schedule, operation, cancellationToken);
            }
        }
        catch (RegistryException exception) when (!exception.IsFinal)
        {
            throw exception.After(schedule.Attempts);
        }
    }

    private static async Task<T> AttemptAsync<T>(Schedule schedule, Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        RunningAttempt.Value = ++schedule.Attempts;
        return await operation(cancellationToken);
    }

    private async Task<T> RetryAsync<T>(RegistryException first, Schedule schedule, Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ScheduleKey, schedule);
        var failed = ExceptionDispatchInfo.Capture(first);
        try
        {
            return await _pipeline.Value.ExecuteAsync(
                async context =>
                {
                    Interlocked.Exchange(ref failed, null)?.Throw();
                    return await AttemptAsync(schedule, operation, context.CancellationToken);
                },
                context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Schedule? FindSchedule(ResilienceContext context) => context.Properties.GetValue(ScheduleKey, null!);

    private bool ShouldRetry(RetryPredicateArguments<object> arguments)
    {
        if (arguments.Outcome.Exception is not RegistryException { IsTransient: true, IsFinal: false } failure || FindSchedule(arguments.Context) is not { } schedule)
            return false;

        schedule.FirstFailure ??= _options.TimeProvider.GetTimestamp();
        schedule.Delay = failure.RetryAfter ?? _options.Retry.GetDelay(arguments.AttemptNumber + 1);
        return _options.TimeProvider.GetElapsedTime(schedule.FirstFailure.Value) + schedule.Delay <= _options.Retry.Deadline;
    }

    private ValueTask Notify(OnRetryArguments<object> arguments)
    {
        if (FindSchedule(arguments.Context) is { } schedule)
            _options.Retries?.Report(new RetryNotice(schedule.Registry, schedule.Attempts, arguments.RetryDelay, arguments.Outcome.Exception!.Message));
        return ValueTask.CompletedTask;
    }

    private sealed record Schedule(string Registry)
    {
        /// <summary>When trouble began. How long an attempt worked before it failed says nothing of whether the next will succeed.</summary>
        public long? FirstFailure { get; set; }

        public int Attempts { get; set; }

        public TimeSpan? Delay { get; set; }
    }
}
