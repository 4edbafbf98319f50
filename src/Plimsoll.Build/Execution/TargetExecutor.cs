using Plimsoll.Build.Output;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>Runs the targets of a plan, one after the other.</summary>
internal sealed class TargetExecutor(BuildSession session, ExecutionPlan plan, Reporter reporter, BuildEvents events, BuildAttempt attempt)
{
    private bool _stopped;

    /// <summary>Runs all targets and sets the status of each.</summary>
    public async Task RunAsync()
    {
        foreach (var target in plan.Targets)
        {
            _stopped |= session.Host.Interruption.Work.IsCancellationRequested;
            if (!_stopped ? target.Status is ExecutionStatus.Scheduled or ExecutionStatus.Skipped : target is { Status: ExecutionStatus.Scheduled, Definition.IsAssuredAfterFailure: true })
                await RunAsync(target);
        }

        foreach (var target in plan.Targets.Where(t => t.Status == ExecutionStatus.Scheduled))
            target.Status = ExecutionStatus.NotRun;
    }

    private async Task RunAsync(ExecutableTarget target)
    {
        session.Running = target;
        var start = session.Host.Clock.GetTimestamp();
        var begun = false;
        try
        {
            if (target.Status == ExecutionStatus.Scheduled)
                TargetSkipper.ApplyDynamicConditions(plan, target);
            if (target.Status == ExecutionStatus.Skipped)
            {
                events.Skipped(target);
                return;
            }

            target.Status = ExecutionStatus.Running;
            if (begun = !target.IsGroup)
            {
                reporter.BeginTarget(target);
                events.Running(target);
            }

            foreach (var action in target.Definition.Actions)
            {
                session.CancellationToken.ThrowIfCancellationRequested();
                await action(session.CancellationToken);
            }

            target.Status = ExecutionStatus.Succeeded;
            if (begun)
                events.Succeeded(target);
        }
        catch (Exception exception)
        {
            target.Exception = Failure.Unwrap(exception);
            target.Status = session.CancellationToken.IsCancellationRequested ? ExecutionStatus.Aborted : ExecutionStatus.Failed;
            _stopped |= target.Status == ExecutionStatus.Aborted || !target.Definition.ProceedsAfterFailure;
        }
        finally
        {
            target.Duration = session.Host.Clock.GetElapsedTime(start);
            session.Running = null;
            if (begun)
                reporter.EndTarget(target);
        }

        // Nothing is left to resume of a run of one target.
        if (target.Status == ExecutionStatus.Succeeded && begun && plan.Targets.Count > 1)
            attempt.Record(target);

        // Outside of the group, which CI hosts show folded.
        else if (target.Status == ExecutionStatus.Failed)
            Fail(target);
        else if (target.Status == ExecutionStatus.Aborted)
            session.Log.Error($"Target {target.Name} was interrupted.");
    }

    private void Fail(ExecutableTarget target)
    {
        Failure.Report(session.Log, $"Target {target.Name} failed: ", target.Exception!);
        try
        {
            events.Failed(target);
        }
        catch (Exception exception)
        {
            // The build fails already, for the cause that is worth telling.
            Failure.Report(session.Log, $"What is called after the failure of {target.Name} failed too: ", Failure.Unwrap(exception));
        }
    }
}
