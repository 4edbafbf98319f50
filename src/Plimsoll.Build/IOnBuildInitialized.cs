namespace Plimsoll.Build;

/// <summary>Is called once the run is planned, before requirements are checked.</summary>
public interface IOnBuildInitialized : IBuildExtension
{
    /// <summary>Called once the run is planned.</summary>
    /// <param name="executableTargets">All targets of the build.</param>
    /// <param name="executionPlan">Those of this run, in their order.</param>
    void OnBuildInitialized(IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan);
}
