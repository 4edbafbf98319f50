using Nuke.Common;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

interface ICompileSolution : IHaveSolution, IHaveConfiguration
{
    Configure<DotNetBuildSettings> CompileSettings => _ => _;

    Target Restore => _ => _
        .Executes(() => DotNetRestore(_ => _.SetProjectFile(Solution)));

    Target Compile => _ => _
        .DependsOn(Restore)
        .WhenSkipped(DependencyBehavior.Skip)
        .Executes(() => DotNetBuild(_ => _
            .SetProjectFile(Solution)
            .SetConfiguration(Configuration)
            .When(_ => IsServerBuild, _ => _
                .EnableContinuousIntegrationBuild())
            .EnableNoRestore()
            .Apply(CompileSettings)));
}
