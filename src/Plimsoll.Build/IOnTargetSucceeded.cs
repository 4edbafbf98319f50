namespace Plimsoll.Build;

/// <summary>Is called after the actions of a target; an exception fails the target.</summary>
public interface IOnTargetSucceeded : IBuildExtension
{
    /// <summary>Called after the actions of a target; an exception fails the target.</summary>
    void OnTargetSucceeded(ExecutableTarget target);
}
