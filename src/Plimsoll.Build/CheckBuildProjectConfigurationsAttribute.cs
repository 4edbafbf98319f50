namespace Plimsoll.Build;

/// <summary>
/// Is accepted from builds of NUKE, where it checks that solutions do not compile the project of the build. It has no effect: a build that is
/// compiled with its solution is only compiled twice.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CheckBuildProjectConfigurationsAttribute : Attribute
{
    /// <summary>How long the check took at most in NUKE, in milliseconds. It has no effect.</summary>
    public int TimeoutInMilliseconds { get; set; } = 500;
}
