using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>Decides which targets of a plan are skipped, and which others are then no longer needed.</summary>
internal static class TargetSkipper
{
    /// <summary>Applies <c>--skip</c>: the named targets, or without names all that were not invoked.</summary>
    public static void ApplyOption(ExecutionPlan plan, IReadOnlyList<ExecutableTarget>? named)
    {
        if (named is null)
            return;
        foreach (var target in plan.Targets.Where(t => named.Count > 0 ? named.Contains(t) : !plan.Invoked.Contains(t)))
            Skip(plan, target, "--skip");
    }

    /// <summary>Applies the conditions that are evaluated before the first target runs.</summary>
    public static void ApplyStaticConditions(ExecutionPlan plan)
    {
        foreach (var target in plan.Targets.Where(t => t.Status == ExecutionStatus.Scheduled).ToList())
            if (target.Status == ExecutionStatus.Scheduled && FirstUnmet(target, target.Definition.StaticConditions) is { } unmet)
                Skip(plan, target, Reason(unmet));
    }

    /// <summary>Applies the conditions that are evaluated just before the target runs.</summary>
    public static void ApplyDynamicConditions(ExecutionPlan plan, ExecutableTarget target)
    {
        if (FirstUnmet(target, target.Definition.DynamicConditions) is { } unmet)
            Skip(plan, target, Reason(unmet));
    }

    /// <summary>Skips a target, and what it depends on or triggers as far as no target that runs still needs it.</summary>
    private static void Skip(ExecutionPlan plan, ExecutableTarget first, string reason)
    {
        if (first.Status != ExecutionStatus.Scheduled)
            return;
        var pending = new Stack<(ExecutableTarget Target, string Reason)>([(first, reason)]);
        while (pending.TryPop(out var next))
        {
            var target = next.Target;
            if (target.Status != ExecutionStatus.Scheduled || (target != first && IsNeeded(plan, target)))
                continue;
            target.Status = ExecutionStatus.Skipped;
            target.SkipReason = next.Reason;
            if (target.Definition.DependencyBehavior == DependencyBehavior.Execute)
                continue;
            foreach (var other in target.Dependencies.Concat(target.Triggered).Reverse())
                if (plan.Contains(other) && !plan.Invoked.Contains(other))
                    pending.Push((other, $"needed only by {target.Name}, which is skipped"));
        }
    }

    /// <summary>Whether a target that runs needs it, or one that is skipped keeps it.</summary>
    private static bool IsNeeded(ExecutionPlan plan, ExecutableTarget target) => plan.GetSchedulers(target)
        .Any(t => t.Status != ExecutionStatus.Skipped || t.Definition.DependencyBehavior == DependencyBehavior.Execute);

    private static Condition? FirstUnmet(ExecutableTarget target, List<Condition> conditions)
    {
        foreach (var condition in conditions)
        {
            try
            {
                if (!condition.Holds())
                    return condition;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw Failure.Unwrap(exception) as BuildException ?? new BuildException(
                    BuildExitCode.Failed, $"Condition '{condition.Text}' of target '{target.Name}' cannot be evaluated: {exception.Message}", null, exception);
            }
        }

        return null;
    }

    private static string Reason(Condition condition) => $"OnlyWhen: {condition.Text}";
}
