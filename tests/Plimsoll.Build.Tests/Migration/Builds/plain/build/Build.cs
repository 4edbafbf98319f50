using System;
using System.Linq;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Serilog;

// A build of NUKE's style: NukeBuild is its base class.
class Build : NukeBuild
{
    public static int Main() => Execute<Build>(x => x.Pack);

    [Parameter("Debug or Release")]
    readonly Configuration Configuration = IsLocalBuild ? Configuration.Debug : Configuration.Release;

    [Parameter, Secret] readonly string ApiKey;

    AbsolutePath SourceDirectory => RootDirectory / "src";
    AbsolutePath ArtifactsDirectory => NukeBuild.RootDirectory / "artifacts";

    Target Clean => _ => _
        .Description("Deletes what was built")
        .Before(Restore)
        .Executes(() =>
        {
            SourceDirectory.GlobDirectories("**/bin", "**/obj").ForEach(directory => directory.DeleteDirectory());
            ArtifactsDirectory.CreateOrCleanDirectory();
        });

    Target Restore => _ => _
        .Executes(() => Log.Verbose("Restores {Root} with {Build}", RootDirectory, "NukeBuild"));

    Target Compile => _ => _
        .DependsOn(Restore)
        .Executes(() =>
        {
            Log.Information($"Compiles {RootDirectory.Name} as {Configuration}");
            (ArtifactsDirectory / "app.txt").WriteAllText("app");
        });

    Target Pack => _ => _
        .DependsOn(Compile)
        .OnlyWhenDynamic(() => (ArtifactsDirectory / "app.txt").FileExists())
        .Executes(() => ReportSummary(_ => _.AddPair("Files", ArtifactsDirectory.GlobFiles("*").Count)));

    Target Push => _ => _
        .DependsOn(Pack)
        .Requires(() => ApiKey)
        .OnlyWhenStatic(() => IsServerBuild)
        .Executes(() => Serilog.Log.Fatal("Pushes nothing"));
}
