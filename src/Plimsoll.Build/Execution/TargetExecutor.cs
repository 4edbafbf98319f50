using Plimsoll.Build.Output;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>Runs the targets of a plan, one after the other.</summary>
internal sealed class TargetExecutor(BuildSession session, ExecutionPlan plan, Reporter reporter)
{
    private bool _stopped;

    /// <summary>Runs all targets and sets the status of each.</summary>
    public async Task RunAsync()
    {
        foreach (var target in plan.Targets)
        {
            _stopped |= session.Host.Interruption.Work.IsCancellationRequested;
            if (target.Status == TargetStatus.NotRun && (!_stopped || target.Definition.IsAssuredAfterFailure))
                await RunAsync(target);
        }
    }

    private async Task RunAsync(ExecutableTarget target)
    {
        session.Running = target;
        var start = session.Host.Clock.GetTimestamp();
        var begun = false;
        try
        {
            TargetSkipper.ApplyDynamicConditions(plan, target);
            if (target.Status == TargetStatus.Skipped)
                return;
            if (begun = !target.IsGroup)
                reporter.BeginTarget(target);
            foreach (var action in target.Definition.Actions)
            {
                session.CancellationToken.ThrowIfCancellationRequested();
                await action(session.CancellationToken);
            }

            target.Status = TargetStatus.Succeeded;
        }
        catch (Exception exception)
        {
            target.Exception = Failure.Unwrap(exception);
            target.Status = session.CancellationToken.IsCancellationRequested ? TargetStatus.Aborted : TargetStatus.Failed;
            _stopped |= target.Status == TargetStatus.Aborted || !target.Definition.ProceedsAfterFailure;
        }
        finally
        {
            target.Duration = session.Host.Clock.GetElapsedTime(start);
            session.Running = null;
            if (begun)
                reporter.EndTarget();
        }

        // Outside of the group, which CI hosts show folded.
        if (target.Status == TargetStatus.Failed)
            Failure.Report(session.Log, $"Target {target.Name} failed: ", target.Exception!);
        else if (target.Status == TargetStatus.Aborted)
            session.Log.Error($"Target {target.Name} was interrupted.");
    }
}
