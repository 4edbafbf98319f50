namespace Plimsoll.Build;

/// <summary>Is called before the actions of a target run.</summary>
public interface IOnTargetRunning : IBuildExtension
{
    /// <summary>Called before the actions of a target run.</summary>
    void OnTargetRunning(ExecutableTarget target);
}
