namespace Plimsoll.Build;

/// <summary>What takes part in the runs of a build.</summary>
public interface IBuildExtension
{
    /// <summary>Which of several is called first: that of the highest priority.</summary>
    float Priority { get; }
}
