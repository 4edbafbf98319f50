using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

interface IPackSolution : ICompileSolution
{
    [Parameter("Version of the packages")] string PackageVersion => TryGetValue(() => PackageVersion);

    Configure<DotNetPackSettings> PackSettings => _ => _
        .SetConfiguration(Configuration)
        .SetOutputDirectory(OutputDirectory / "packages")
        .EnableNoBuild()
        .EnableNoRestore();

    Target Pack => _ => _
        .DependsOn(Compile)
        .Produces(OutputDirectory / "packages" / "*.nupkg")
        .Executes(() => DotNetPack(_ => _
            .Apply(PackSettings)
            .SetProject(Solution)
            .WhenNotNull(PackageVersion, (_, version) => _
                .SetVersion(version))));
}
