namespace Plimsoll.Build;

/// <summary>Queries over lists of targets.</summary>
public static class ExecutableTargetExtensions
{
    /// <summary>Whether the list contains the target: <c>InvokedTargets.Contains(Publish)</c>.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target) =>
        targets.Any(t => t.Factory.Equals(target));

    /// <summary>Whether the list contains the set-up of a context.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Setup target) => targets.Contains(Planning.TargetDiscovery.ToTarget(target)!);

    /// <summary>Whether the list contains the clean-up of a context.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Cleanup target) => targets.Contains(Planning.TargetDiscovery.ToTarget(target)!);
}
