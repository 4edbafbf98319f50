namespace Plimsoll.Build;

/// <summary>Is called when it is the turn of a target that is skipped.</summary>
public interface IOnTargetSkipped : IBuildExtension
{
    /// <summary>Called when it is the turn of a target that is skipped.</summary>
    void OnTargetSkipped(ExecutableTarget target);
}
