namespace Plimsoll.Build;

/// <summary>Is called once the build is made and its parameters have their values, before anything is planned.</summary>
public interface IOnBuildCreated : IBuildExtension
{
    /// <summary>Called once the build is made.</summary>
    /// <param name="executableTargets">All targets of the build.</param>
    void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets);
}
