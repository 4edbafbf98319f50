using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Serilog;

/// <summary>A build that is put together from components, each an interface in a file of its own.</summary>
[ShutdownDotNetAfterServerBuild]
class Build : NukeBuild, ICompileSolution, ITestSolution, IPackSolution
{
    public static int Main() => Execute<Build>(x => ((ITestSolution)x).Test);

    Configure<DotNetBuildSettings> ICompileSolution.CompileSettings => _ => _
        .SetProperty("UseShared", "false")
        .SetProcessEnvironmentVariable("DOTNET_NOLOGO", "1");

    Target Everything => _ => _
        .DependsOn<IPackSolution>(x => x.Pack)
        .DependsOn<ITestSolution>(x => x.Test)
        .Triggers(Report)
        .Executes(() => Log.Information("Everything is built"));

    Target Report => _ => _
        .Unlisted()
        .Executes(() =>
        {
            if (InvokedTargets.Contains(Everything) && ((IHaveConfiguration)this).Configuration == Configuration.Release)
                Log.Warning("This was a release");
        });

    protected override void OnBuildInitialized()
    {
        Log.Debug("The root is {Root}", RootDirectory.ToString());
    }
}
