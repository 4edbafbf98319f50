namespace Plimsoll.Build;

/// <summary>Is called when a target adds to its line of the summary.</summary>
public interface IOnTargetSummaryUpdated : IBuildExtension
{
    /// <summary>Called when a target adds to its line of the summary.</summary>
    void OnTargetSummaryUpdated(IPlimsollBuild build, ExecutableTarget target);
}
