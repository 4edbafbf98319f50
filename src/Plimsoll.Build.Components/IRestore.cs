using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Components;

/// <summary>Gives a build the target <c>Restore</c>.</summary>
public interface IRestore : IHazSolution
{
    /// <summary>Restores the packages of the solution.</summary>
    Target Restore => _ => _
        .Executes(() => DotNetTasks.DotNetRestore(_ => _.Apply(RestoreSettingsBase).Apply(RestoreSettings)));

    /// <summary>What the component sets.</summary>
    sealed Configure<DotNetRestoreSettings> RestoreSettingsBase => _ => _
        .SetProjectFile(Solution)
        .SetIgnoreFailedSources(IgnoreFailedSources);

    /// <summary>What a build changes of it; the default is nothing.</summary>
    Configure<DotNetRestoreSettings> RestoreSettings => _ => _;

    /// <summary>Whether sources that cannot be reached are ignored.</summary>
    [Parameter("Ignore unreachable sources during Restore")]
    bool IgnoreFailedSources => TryGetValue<bool?>(() => IgnoreFailedSources) ?? false;
}
