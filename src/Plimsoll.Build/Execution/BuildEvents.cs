using System.Reflection;

namespace Plimsoll.Build.Execution;

/// <summary>Tells the extensions of a build and then the build itself what happens.</summary>
internal sealed class BuildEvents
{
    private readonly PlimsollBuild _build;
    private readonly IReadOnlyList<IBuildExtension> _extensions;

    public BuildEvents(PlimsollBuild build)
    {
        _build = build;
        var attributes = build.GetType().GetCustomAttributes<BuildExtensionAttributeBase>(inherit: true).ToList();
        foreach (var attribute in attributes)
            attribute.Build = build;
        _extensions = [.. attributes.OrderByDescending(a => a.Priority)];
    }

    public void Created(IReadOnlyList<ExecutableTarget> all)
    {
        Tell<IOnBuildCreated>(e => e.OnBuildCreated(all));
        _build.Created();
    }

    public void Initialized(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> planned)
    {
        Tell<IOnBuildInitialized>(e => e.OnBuildInitialized(all, planned));
        _build.Initialized();
    }

    public void Running(ExecutableTarget target)
    {
        Tell<IOnTargetRunning>(e => e.OnTargetRunning(target));
        _build.TargetRunning(target.Name);
    }

    public void Skipped(ExecutableTarget target)
    {
        Tell<IOnTargetSkipped>(e => e.OnTargetSkipped(target));
        _build.TargetSkipped(target.Name);
    }

    public void Succeeded(ExecutableTarget target)
    {
        Tell<IOnTargetSucceeded>(e => e.OnTargetSucceeded(target));
        _build.TargetSucceeded(target.Name);
    }

    public void Failed(ExecutableTarget target)
    {
        Tell<IOnTargetFailed>(e => e.OnTargetFailed(target));
        _build.TargetFailed(target.Name);
    }

    public void SummaryUpdated(ExecutableTarget target) => Tell<IOnTargetSummaryUpdated>(e => e.OnTargetSummaryUpdated(_build, target));

    /// <summary>Tells all, because each may have something to clean up.</summary>
    /// <returns>What they threw.</returns>
    public IReadOnlyList<Exception> Finished()
    {
        var thrown = new List<Exception>();
        foreach (var call in _extensions.OfType<IOnBuildFinished>().Select(e => (Action)e.OnBuildFinished).Append(_build.Finished))
            try
            {
                call();
            }
            catch (Exception exception)
            {
                thrown.Add(exception);
            }

        return thrown;
    }

    private void Tell<T>(Action<T> call) where T : IBuildExtension
    {
        foreach (var extension in _extensions.OfType<T>())
            call(extension);
    }
}
