using System.Collections.Generic;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

interface ITestSolution : ICompileSolution
{
    AbsolutePath ResultsDirectory => OutputDirectory / "results";

    IEnumerable<Project> TestProjects => Solution.GetAllProjects("*.Tests");

    Target Test => _ => _
        .DependsOn(Compile)
        .TryBefore<IPackSolution>(x => x.Pack)
        .ProceedAfterFailure()
        .Produces(ResultsDirectory / "*.trx")
        .Executes(() => DotNetTest(_ => _
                .SetConfiguration(Configuration)
                .SetResultsDirectory(ResultsDirectory)
                .EnableNoBuild()
                .EnableNoRestore()
                .CombineWith(TestProjects, (_, project) => _
                    .SetProjectFile(project)
                    .SetLoggers($"trx;LogFileName={project.Name}.trx")),
            completeOnFailure: true));
}
