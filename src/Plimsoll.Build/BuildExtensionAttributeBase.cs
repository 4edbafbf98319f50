namespace Plimsoll.Build;

/// <summary>
/// An attribute of a build class that takes part in its runs, by one or more of <see cref="IOnBuildCreated"/>,
/// <see cref="IOnBuildInitialized"/>, <see cref="IOnTargetRunning"/>, <see cref="IOnTargetSkipped"/>, <see cref="IOnTargetSucceeded"/>,
/// <see cref="IOnTargetFailed"/>, <see cref="IOnTargetSummaryUpdated"/> and <see cref="IOnBuildFinished"/>. Attributes of base classes count
/// too. The build's own methods are called after those of its attributes.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
#pragma warning disable CA1710 // The name is that of NUKE.
public abstract class BuildExtensionAttributeBase : Attribute, IBuildExtension
#pragma warning restore CA1710
{
    /// <summary>The build; set before any method is called.</summary>
    public IPlimsollBuild Build { get; internal set; } = null!;

    /// <inheritdoc />
    public virtual float Priority { get; set; }
}
