namespace Plimsoll.Build;

/// <summary>What becomes of a target's dependencies when the target itself is skipped.</summary>
public enum DependencyBehavior
{
    /// <summary>Dependencies and triggers that no other scheduled target needs are skipped as well. The default.</summary>
    Skip,

    /// <summary>Dependencies and triggers run all the same.</summary>
    Execute,
}
