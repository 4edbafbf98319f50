namespace Plimsoll.Build;

/// <summary>Is called after a target failed.</summary>
public interface IOnTargetFailed : IBuildExtension
{
    /// <summary>Called after a target failed.</summary>
    void OnTargetFailed(ExecutableTarget target);
}
