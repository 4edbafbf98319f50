namespace Plimsoll.Build;

/// <summary>Whether the dependencies of a target still run when the target itself is skipped.</summary>
public enum DependencyBehavior
{
    /// <summary>Dependencies and triggers that no other scheduled target needs are skipped as well. The default.</summary>
    Skip,

    /// <summary>Dependencies and triggers still run.</summary>
    Execute,
}
