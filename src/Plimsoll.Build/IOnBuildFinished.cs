namespace Plimsoll.Build;

/// <summary>Is called after the last target, before the summary, also when targets failed.</summary>
public interface IOnBuildFinished : IBuildExtension
{
    /// <summary>Called after the last target.</summary>
    void OnBuildFinished();
}
